"""Cancellations at every possible moment of a task that waits for many kinds of things."""
import asyncio

async def leaf(name, d):
    try:
        await asyncio.sleep(d)
        return name
    except asyncio.CancelledError as e:
        print("  leaf", name, repr(e))
        if name == "stubborn":
            await asyncio.sleep(0.01)
            return "stubborn result"
        raise

async def victim(kind):
    task = asyncio.current_task()
    try:
        if kind == "await":
            return await leaf("direct", 0.02)
        if kind == "task":
            return await asyncio.create_task(leaf("task", 0.02))
        if kind == "stubborn":
            return await asyncio.create_task(leaf("stubborn", 0.02))
        if kind == "shield":
            return await asyncio.shield(leaf("shielded", 0.02))
        if kind == "gather":
            return await asyncio.gather(leaf("g1", 0.02), leaf("stubborn", 0.02))
        if kind == "wait":
            d, p = await asyncio.wait([asyncio.create_task(leaf("w", 0.02))])
            return d.pop().result()
        if kind == "wait_for":
            return await asyncio.wait_for(leaf("wf", 0.02), 0.05)
        if kind == "timeout":
            async with asyncio.timeout(0.015):
                return await leaf("tm", 0.02)
        if kind == "group":
            async with asyncio.TaskGroup() as tg:
                t = tg.create_task(leaf("tg", 0.02))
            return t.result()
        if kind == "as_completed":
            return [await c for c in asyncio.as_completed([leaf("ac1", 0.01), leaf("ac2", 0.02)])][-1]
        if kind == "thread":
            return await asyncio.to_thread(str, "thread")
        if kind == "zero":
            for _ in range(3):
                await asyncio.sleep(0)
            return "zero"
    except asyncio.CancelledError as e:
        print("  victim", repr(e), task.cancelling())
        raise

async def main():
    for kind in ("await", "task", "stubborn", "shield", "gather", "wait", "wait_for", "timeout", "group", "as_completed", "thread", "zero"):
        for at in (None, 0, 0.01, 0.02):
            t = asyncio.create_task(victim(kind))
            if at is not None:
                await asyncio.sleep(at)
            print(kind, at, t.cancel(f"{kind} {at}"))
            try:
                print(" ->", await t)
            except BaseException as e:
                print(" ->", repr(e), t.cancelled(), t.cancelling())
            await asyncio.sleep(0.05)

asyncio.run(main())
