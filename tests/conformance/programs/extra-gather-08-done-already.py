"""gather of what is done, was cancelled, repeats or stays; each argument is watched before the next is made a task.
Matrix: GATH-16, GATH-05, GATH-06, GATH-07, GATH-08, GATH-09"""
import asyncio

async def v(x, d=0.0, fail=None):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError as e:
        print(x, "cancelled", e.args)
        raise
    if fail:
        raise fail
    return x

async def done_already():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.set_result("f")
    print(await asyncio.gather(v(1), f, v("b", 0.01), asyncio.sleep(0.01, "s")))
    print(await asyncio.gather(), await asyncio.gather(*[]), await asyncio.gather(return_exceptions=True))
    t = asyncio.create_task(v("t", 0.01))
    print(await asyncio.gather(t, t, f, t))

async def failures():
    loop = asyncio.get_running_loop()
    bad = loop.create_future()
    bad.set_exception(KeyError("bad"))
    print(await asyncio.gather(bad, v(2, 0.01, ZeroDivisionError()), return_exceptions=True))
    g = asyncio.gather(v("x", 0.01, ValueError("first")), v("y", 0.01, ValueError("second")), v("z", 0.02))
    g.add_done_callback(lambda g: print("done", repr(g.exception())))
    try:
        await g
    except ValueError as e:
        print("caught", e)
    try:
        g.result()
    except ValueError as e:
        print("again", e, g.cancel())

async def child_cancelled():
    loop = asyncio.get_running_loop()
    c = loop.create_future()
    c.cancel("before")
    for re in (False, True):
        try:
            print(await asyncio.gather(v("w", 0.01), c, return_exceptions=re))
        except asyncio.CancelledError as e:
            print("cancelled child", e.args, asyncio.current_task().cancelling())
    g = asyncio.gather(v("in1", 1), asyncio.gather(v("in2", 1), v("in3", 1)), return_exceptions=True)
    await asyncio.sleep(0.01)
    print(g.cancel("down"), g.done(), g.cancelled())
    try:
        await g
    except asyncio.CancelledError as e:
        print("g", e.args, g.cancelled())
    async def awaits(g):
        try:
            return await g
        except asyncio.CancelledError as e:
            print("awaits", e.args)
            raise
    g = asyncio.gather(v("k1", 1), v("k2", 0.01))
    a1, a2 = asyncio.create_task(awaits(g)), asyncio.create_task(awaits(g))
    await asyncio.sleep(0.02)
    a1.cancel("a1")
    print(await asyncio.gather(a1, a2, return_exceptions=True), g.cancelled())

async def again():
    co = v("same", 0.01)
    print(await asyncio.gather(co, co))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.gather(v("l1", 0.005), v("l2", 1), return_exceptions=True)
    except TimeoutError:
        print("timeout")
    stubborn = asyncio.create_task(stays())
    g = asyncio.gather(stubborn, v("other", 1))
    await asyncio.sleep(0)
    g.cancel()
    try:
        print(await g)
    except asyncio.CancelledError:
        print("g cancelled", stubborn.result())
    g = asyncio.gather(stays())
    await asyncio.sleep(0)
    g.cancel()
    try:
        print("result", await g)
    except asyncio.CancelledError:
        print("still cancelled")
    print(await asyncio.gather(*(asyncio.create_task(v(i, 0.01 * (3 - i)), name=str(i)) for i in range(3))))

async def main():
    await done_already()
    await failures()
    await child_cancelled()
    await again()

async def stays():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        return "stayed"

asyncio.run(main())
