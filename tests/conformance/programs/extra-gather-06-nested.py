"""gather() in groups and timeouts, cancelled twice, nested, of different kinds, with late failures.
Matrix: GATH-02, GATH-03, GATH-05, GATH-06, GATH-08, GATH-13, GATH-14"""
import asyncio

async def slow(name, d, cleanup=0):
    try:
        await asyncio.sleep(d)
        return name
    except asyncio.CancelledError as e:
        print(name, "struck", repr(e))
        try:
            await asyncio.sleep(cleanup)
            print(name, "cleaned")
        except asyncio.CancelledError:
            print(name, "struck again")
        raise

async def guarded(name):
    try:
        async with asyncio.timeout(0.05):
            async with asyncio.timeout(0.02):
                return await asyncio.gather(slow(name + "1", 1, 0.01), slow(name + "2", 0.01), slow(name + "3", 1, 0.02))
    except TimeoutError:
        print(name, "timed out", asyncio.current_task().cancelling())
        return name + "!"

async def in_a_group():
    try:
        async with asyncio.TaskGroup() as tg:
            a = tg.create_task(guarded("a"))
            b = tg.create_task(asyncio.wait_for(guarded("b"), 0.03))
    except* TimeoutError as eg:
        print(repr(eg))
    print(a.result(), repr(b.exception()))

async def cancelled_twice():
    g = asyncio.gather(slow("x", 1, 0.01), slow("y", 1, 0.05), slow("z", 0.01))
    g.add_done_callback(lambda f: print("gather done", f.cancelled()))
    await asyncio.sleep(0.02)
    print(g.cancel("first"), g.done())
    print(g.cancel("second"), g.done())
    await asyncio.sleep(0.02)
    print(g.done(), g.cancel())
    try:
        await g
    except asyncio.CancelledError as e:
        print("gather", repr(e))
    print(g)

async def nested():
    async def outer():
        try:
            return await asyncio.gather(slow("p", 1, 0.01), asyncio.gather(slow("q", 1), asyncio.shield(slow("r", 0.05))), return_exceptions=True)
        except asyncio.CancelledError:
            print("outer struck", asyncio.current_task().cancelling())
            raise
    t = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    t.cancel("all")
    try:
        await t
    except asyncio.CancelledError as e:
        print(repr(e))
    await asyncio.sleep(0.1)

async def kinds():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_later(0.01, f.set_result, None)
    print(await asyncio.gather(f, asyncio.sleep(0.01, 5), asyncio.create_task(slow("s", 0)), slow("t", 0)))

async def late_failures():
    async def fails(d):
        await asyncio.sleep(d)
        raise ValueError(str(d))
    late = [asyncio.create_task(fails(0.02)), asyncio.create_task(fails(0.01)), asyncio.create_task(slow("v", 0.03))]
    try:
        await asyncio.gather(*late)
    except ValueError as e:
        print(repr(e), [x.done() for x in late])
    await asyncio.wait(late)
    r = await asyncio.gather(*late, return_exceptions=True)
    print(r)
    print(await asyncio.gather())

async def main():
    await in_a_group()
    await cancelled_twice()
    await nested()
    await kinds()
    await late_failures()

asyncio.run(main())
