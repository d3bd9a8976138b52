"""Cancellation that arrives while timeouts in groups in gathers clean up.
Matrix: CAN-05, CAN-12, TMO-07, TMO-14, TG-06, GATH-14, WF-03"""
import asyncio

async def unit(name, work, cleanup, swallow=False):
    try:
        await asyncio.sleep(work)
        return name
    except asyncio.CancelledError as e:
        print(name, "struck", repr(e))
        try:
            await asyncio.sleep(cleanup)
        except asyncio.CancelledError as e2:
            print(name, "struck in clean-up", repr(e2))
            raise
        print(name, "clean")
        if not swallow:
            raise
        return name + " swallowed"

async def tower(name, t1, t2):
    try:
        async with asyncio.timeout(t1) as outer:
            async with asyncio.TaskGroup() as tg:
                g = tg.create_task(unit(name + ".group", 1, 0.02))
                async with asyncio.timeout(t2) as inner:
                    try:
                        return await asyncio.gather(unit(name + ".a", 1, 0.01), asyncio.wait_for(unit(name + ".b", 1, 0.03), 0.5), return_exceptions=True)
                    finally:
                        print(name, "leaves gather", asyncio.current_task().cancelling())
    except TimeoutError:
        print(name, "TimeoutError", outer.expired(), inner.expired(), asyncio.current_task().cancelling())
    except BaseExceptionGroup as eg:
        print(name, repr(eg), outer.expired(), inner.expired(), asyncio.current_task().cancelling())
    except asyncio.CancelledError as e:
        print(name, repr(e), outer.expired(), inner.expired(), asyncio.current_task().cancelling())
        raise
    return name + " returned"

async def towers():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(tower("x", 0.02, 0.01), tower("y", 0.01, 0.02), tower("z", 0.015, 0.015)))
    print("--", round(loop.time(), 6))

async def cancelled_towers():
    loop = asyncio.get_running_loop()
    for at in (0.005, 0.01, 0.012, 0.025):
        t = asyncio.create_task(tower("t", 0.1, 0.01))
        loop.call_later(at, t.cancel, f"at {at}")
        (r,) = await asyncio.gather(t, return_exceptions=True)
        print(repr(r), t.cancelling(), round(loop.time(), 6))

async def owner_of_a_group():
    async def owner():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(unit("slow", 1, 0.05))
            tg.create_task(unit("quick", 1, 0))
    t = asyncio.create_task(owner())
    await asyncio.sleep(0.01)
    t.cancel("one")
    await asyncio.sleep(0.01)
    t.cancel("two")
    await asyncio.sleep(0)
    print(t.done(), t.cancelling())
    (r,) = await asyncio.gather(t, return_exceptions=True)
    print(repr(r), t.cancelling())

async def swallowed():
    try:
        async with asyncio.timeout(0.02):
            print(await asyncio.wait_for(unit("sw", 1, 0.015, True), 0.01))
            await asyncio.sleep(1)
    except TimeoutError:
        print("outer", asyncio.current_task().cancelling())

async def shielded():
    inner = asyncio.create_task(unit("kept", 0.03, 0))
    async def guarded():
        try:
            async with asyncio.timeout(0.01):
                return await asyncio.shield(inner)
        except TimeoutError:
            return "guarded"
    print(await asyncio.gather(guarded(), guarded()), inner.done())
    print(await inner)

async def taken_back():
    async def uncancels():
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("uncancel ->", asyncio.current_task().uncancel())
        async with asyncio.timeout(0.01):
            await asyncio.sleep(1)
    t = asyncio.create_task(uncancels())
    await asyncio.sleep(0)
    t.cancel()
    (r,) = await asyncio.gather(t, return_exceptions=True)
    print(repr(r), t.cancelling())

async def main():
    await towers()
    await cancelled_towers()
    await owner_of_a_group()
    await swallowed()
    await shielded()
    await taken_back()

asyncio.run(main())
