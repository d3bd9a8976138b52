"""What is asked of an asynchronous generator is a coroutine: in tasks, wait_for, gather; thrown into, closed while it runs.
Matrix: CORO-08, CORO-05"""
import asyncio

async def gen(n, log):
    try:
        for i in range(n):
            try:
                got = yield i
                if got is not None:
                    log.append(got)
            except ValueError as e:
                log.append(repr(e))
                yield -1
            await asyncio.sleep(0.01)
    except GeneratorExit:
        log.append("exit")
        raise
    finally:
        await asyncio.sleep(0.01)
        log.append("closed")

async def squares(source):
    async for x in source:
        yield x * x

async def stubborn():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        yield 3

async def breaks():
    yield 1
    raise KeyError("broken")

async def stop():
    yield 1
    raise StopAsyncIteration("no")

async def comprehended():
    log = []
    print([x async for x in squares(gen(3, log)) if x != 1], log)

async def by_hand():
    log = []
    log.clear()
    g = gen(4, log)
    print(await g.asend(None), await g.asend("hello"), await g.athrow(ValueError("into")), await anext(g))
    await g.aclose()
    print(log, await anext(g, "over"))
    try:
        await anext(g)
    except StopAsyncIteration as e:
        print(repr(e))
    await g.aclose()
    g = gen(1, log)
    try:
        await g.athrow(RuntimeError("before start"))
    except RuntimeError as e:
        print(e)
    print(await anext(g, None))

async def refused():
    log = []
    g = gen(2, log)
    try:
        await g.asend(5)
    except TypeError as e:
        print(e)
    print(await anext(g))
    t = asyncio.create_task(g.aclose())
    await asyncio.sleep(0)
    try:
        await anext(g)
    except RuntimeError as e:
        print(e)
    await t

async def stubborn_and_broken():
    s = stubborn()
    await anext(s)
    try:
        await s.aclose()
    except RuntimeError as e:
        print(e)
    for f in (breaks, stop):
        try:
            async for x in f():
                print(x)
        except (KeyError, RuntimeError) as e:
            print(repr(e), repr(e.__cause__))

async def cut_short():
    log = []
    log.clear()
    async def consume():
        async for x in gen(10, log):
            print("x", x)
    t = asyncio.create_task(consume())
    await asyncio.sleep(0.015)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", log)

async def in_tasks():
    log = []
    g = gen(3, log)
    print(await asyncio.wait_for(g.__anext__(), 1), await asyncio.wait_for(g.asend("sent"), 1))
    print(await asyncio.gather(g.athrow(ValueError("thrown")), return_exceptions=True))
    t = asyncio.create_task(g.aclose(), name="closing")
    try:
        await asyncio.wait_for(asyncio.shield(t), 0.001)
    except TimeoutError:
        print(t.get_name(), t.done())
    print(await t, log)

async def in_time():
    log = []
    g = gen(5, log)
    try:
        async with asyncio.timeout(0.025):
            async for x in g:
                print(x)
    except TimeoutError:
        print("timeout", log)

async def gathered():
    print({x: y async for x, y in pairs()}, {x async for x, _ in pairs()}, sum([y async for _, y in pairs()]))

async def main():
    await comprehended()
    await by_hand()
    await refused()
    await stubborn_and_broken()
    await cut_short()
    await in_tasks()
    await in_time()
    await gathered()

async def pairs():
    for i in range(3):
        await asyncio.sleep(0)
        yield i, i * 10

asyncio.run(main())
