"""Gathers in gathers, cancelled from above, from inside and by a child.
Matrix: GATH-08"""
import asyncio

async def leaf(name, d, fail=None, cleanup=0):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError as e:
        print(name, "cancelled", repr(e))
        await asyncio.sleep(cleanup)
        raise
    if fail:
        raise fail
    print(name, "done")
    return name

async def nested_cancel():
    a = asyncio.gather(leaf("a1", 0.05), leaf("a2", 0.01))
    b = asyncio.gather(leaf("b1", 0.05, None, 0.01), a, return_exceptions=True)
    c = asyncio.gather(b, leaf("c", 0.05))
    asyncio.get_running_loop().call_later(0.02, c.cancel, "top")
    try:
        await c
    except asyncio.CancelledError as e:
        print(repr(e), a.cancelled(), b.cancelled(), c.cancelled())

async def cancel_inner():
    inner = asyncio.gather(leaf("i1", 0.05), leaf("i2", 0.01))
    outer = asyncio.gather(inner, leaf("o", 0.03), return_exceptions=True)
    await asyncio.sleep(0.02)
    print(inner.cancel("inner"), inner.done())
    print(await outer)

async def duplicates():
    t = asyncio.create_task(leaf("t", 0.01))
    f = asyncio.get_running_loop().create_future()
    c = leaf("c", 0)
    g = asyncio.gather(t, f, t, c, c, f)
    f.set_result("f")
    print(await g)
    u = asyncio.create_task(leaf("u", 0.01, ValueError("u")))
    print(await asyncio.gather(u, u, return_exceptions=True))

async def failure_then_await_again():
    g = asyncio.gather(leaf("x", 0.01, KeyError("x")), leaf("y", 0.02), leaf("z", 0.03, KeyError("z")))
    for _ in range(2):
        try:
            await g
        except KeyError as e:
            print(repr(e), g.done(), g.cancel())
    await asyncio.sleep(0.05)

async def empty():
    g = asyncio.gather()
    print(g.done())
    print(await g, g.done())
    print(await asyncio.gather(*[], return_exceptions=True))

async def child_cancels_itself():
    async def selfish():
        asyncio.current_task().cancel("self")
        await asyncio.sleep(0)
    try:
        print(await asyncio.gather(leaf("s", 0.01), selfish()))
    except asyncio.CancelledError as e:
        print("gather raises", repr(e))
    print(await asyncio.gather(leaf("s", 0.01), selfish(), return_exceptions=True))
    await asyncio.sleep(0.02)

async def waits_in_group():
    async def gatherer():
        try:
            return await asyncio.gather(leaf("g1", 0.05, None, 0.02), leaf("g2", 0.06))
        except asyncio.CancelledError as e:
            print("gatherer", repr(e))
            raise
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(gatherer())
            tg.create_task(leaf("bad", 0.01, ZeroDivisionError()))
    except* ZeroDivisionError as eg:
        print(repr(eg))

async def main():
    await nested_cancel()
    await cancel_inner()
    await duplicates()
    await failure_then_await_again()
    await empty()
    await child_cancels_itself()
    await waits_in_group()

asyncio.run(main())
