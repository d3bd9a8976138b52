"""The task page's small print: gather, shield, wait, timeouts, cancellation: return values and errors.
Matrix: GATH-06, GATH-07, GATH-10, SHLD-01, WAIT-01, TMO-01, CAN-01"""
import asyncio

async def value(x, delay=0.0):
    await asyncio.sleep(delay)
    return x

async def fails(delay=0.0, e=ValueError("fails")):
    await asyncio.sleep(delay)
    raise e

async def refused_await(aw):
    try:
        print("no error", await aw)
    except BaseException as e:
        print(repr(e))

def refused(f):
    try:
        f()
        print("no error")
    except Exception as e:
        print(repr(e))

async def gathers():
    g = asyncio.gather()
    print(g.done(), await g)
    g = asyncio.gather(value(1), value(2), return_exceptions=True)
    print(g.done(), g.cancelled(), await g, g.done(), g.result(), g.exception(), g.cancel())
    g = asyncio.gather(fails(), value(3, 0.1))
    try:
        await g
    except ValueError as e:
        print(repr(e), g.done(), g.cancelled(), repr(g.exception()), g.cancel())
    g = asyncio.gather(value(4, 1), fails(0.5, KeyError("k")), return_exceptions=True)
    print(await g)
    t = asyncio.create_task(value(5, 1))
    g = asyncio.gather(t, value(6, 1))
    await asyncio.sleep(0)
    print(g.cancel("why"), g.cancelled(), t.cancelling())
    try:
        await g
    except asyncio.CancelledError as e:
        print(repr(e), g.cancelled(), t.cancelled())
    g = asyncio.gather(asyncio.gather(value(7), value(8)), asyncio.shield(value(9)), asyncio.wait_for(value(10), 1))
    print(await g)
    g = asyncio.gather(value(11))
    g.add_done_callback(lambda f: print("gather is done", f.result()))
    await g
    await asyncio.sleep(0)

async def shields():
    f = asyncio.get_running_loop().create_future()
    s = asyncio.shield(f)
    print(s is f, s.done(), s.cancel(), f.cancelled(), s.cancelled())
    f.set_result(1)
    print(asyncio.shield(f) is f)
    t = asyncio.create_task(fails(0.1))
    s = asyncio.shield(t)
    await refused_await(s)
    t = asyncio.create_task(value(2, 1))
    s = asyncio.shield(t)
    await asyncio.sleep(0)
    t.cancel("inner")
    await refused_await(s)
    print(t.cancelled(), s.cancelled())

async def waits():
    await refused_await(asyncio.wait([]))
    t = asyncio.create_task(value(1, 1))
    u = asyncio.create_task(fails(0.5))
    done, pending = await asyncio.wait([t, u], timeout=0)
    print(len(done), len(pending))
    done, pending = await asyncio.wait([t, u], timeout=-1)
    print(len(done), len(pending))
    done, pending = await asyncio.wait([t, u], return_when=asyncio.FIRST_EXCEPTION)
    print([repr(x.exception()) for x in done], len(pending))
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    print([x.result() for x in done], len(pending))
    done, pending = await asyncio.wait([t, u, t, u])
    print(len(done), len(pending))
    print(asyncio.FIRST_COMPLETED is not None, asyncio.ALL_COMPLETED is not None)

async def wait_fors():
    print(await asyncio.wait_for(value(1), None), await asyncio.wait_for(value(2), 1))
    await refused_await(asyncio.wait_for(value(3, 2), 1))
    await refused_await(asyncio.wait_for(value(3, 2), 0))
    await refused_await(asyncio.wait_for(value(3, 2), -1))
    await refused_await(asyncio.wait_for(fails(0.1), 1))
    f = asyncio.get_running_loop().create_future()
    await refused_await(asyncio.wait_for(f, 0.1))
    print(f.cancelled())
    f = asyncio.get_running_loop().create_future()
    f.set_result("there")
    print(await asyncio.wait_for(f, 0), await asyncio.wait_for(f, -5))
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(1)
            return "stubborn"
    print(await asyncio.wait_for(stubborn(), 1))

async def timeouts():
    loop = asyncio.get_running_loop()
    cm = asyncio.timeout(1)
    print(cm.when() is None or cm.when() - loop.time(), cm.expired())
    try:
        async with cm:
            print(cm.when() - loop.time())
            await asyncio.sleep(2)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__), cm.expired())
    refused(lambda: cm.reschedule(1))
    async with asyncio.timeout(0.5) as cm:
        cm.reschedule(None)
        await asyncio.sleep(1)
        print(cm.when(), cm.expired())
    try:
        async with asyncio.timeout(1) as cm:
            cm.reschedule(loop.time() - 1)
            await asyncio.sleep(0)
            print("still here")
            await asyncio.sleep(0)
            print("not here")
    except TimeoutError:
        print(cm.expired(), repr(cm).split()[1])
    try:
        async with asyncio.timeout(0):
            print("inside")
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            print("not here")
    except TimeoutError as e:
        print(repr(e))
    try:
        async with asyncio.timeout_at(None) as cm:
            raise KeyError("passes")
    except KeyError as e:
        print(repr(e), repr(cm))
    async with asyncio.timeout(1) as outer:
        try:
            async with asyncio.timeout(0.1) as inner:
                await asyncio.sleep(5)
        except TimeoutError:
            print(inner.expired(), outer.expired())

async def cancels():
    async def sleeps():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            print(repr(e), asyncio.current_task().cancelling(), asyncio.current_task().uncancel(), asyncio.current_task().uncancel())
            await asyncio.sleep(0.1)
            return "survived"
    t = asyncio.create_task(sleeps(), name="sleeper")
    await asyncio.sleep(0)
    print(t.get_name(), t.get_coro().__name__, t.cancel("a"), t.cancel("b"), t.cancelling(), t.done(), t.cancelled())
    print(await t, t.cancel(), t.cancelled(), t.cancelling())
    t = asyncio.create_task(value(1))
    t.cancel()
    await refused_await(t)
    refused(lambda: t.set_result(1))
    refused(lambda: t.set_exception(ValueError()))
    t = asyncio.create_task(fails())
    refused(t.result)
    refused(t.exception)
    await asyncio.wait([t])
    refused(t.result)
    print(repr(t.exception()))
    print(t in asyncio.all_tasks(), len(asyncio.all_tasks()), asyncio.current_task() in asyncio.all_tasks())
    t = asyncio.create_task(value(1))
    def cb(task):
        print("cb", task is t)
    t.add_done_callback(cb)
    t.add_done_callback(cb)
    print(t.remove_done_callback(cb), t.remove_done_callback(cb))
    t.add_done_callback(cb)
    await t
    await asyncio.sleep(0)

async def sleeps():
    print(await asyncio.sleep(0, "zero"), await asyncio.sleep(0.1, result=[1]), await asyncio.sleep(-1), await asyncio.sleep(0.1))

async def main():
    await gathers()
    await shields()
    await waits()
    await wait_fors()
    await timeouts()
    await cancels()
    await sleeps()

asyncio.run(main())
