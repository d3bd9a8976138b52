"""Asynchronous generators that are sent things, thrown errors, closed while they clean up.
Matrix: CORO-05, CORO-06"""
import asyncio

async def averager():
    total, n, last = 0, 0, None
    try:
        while True:
            x = yield last
            if x is None:
                x = 0
            await asyncio.sleep(0.01)
            total, n = total + x, n + 1
            last = total / n
    except GeneratorExit:
        print("closing")
        await asyncio.sleep(0.01)
        print("closed", total)
        raise

async def resilient():
    n = 0
    while True:
        try:
            await asyncio.sleep(0)
            n += 1
            yield n
        except ValueError as e:
            print("inside", repr(e))
            n = 100

async def finite():
    yield 1
    yield 2

async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2

async def main():
    a = averager()
    print(await a.__anext__())
    for x in (10, 20, 60):
        print(await a.asend(x))
    print(await anext(a))
    await a.aclose()
    await a.aclose()
    try:
        await a.asend(1)
    except StopAsyncIteration:
        print("ended")
    r = resilient()
    print(await anext(r), await anext(r))
    print(await r.athrow(ValueError("thrown")))
    print(await anext(r))
    try:
        await r.athrow(KeyError("through"))
    except KeyError as e:
        print(repr(e))
    try:
        await anext(r)
    except StopAsyncIteration:
        print("ended")
    b = averager()
    try:
        await b.asend(5)
    except TypeError as e:
        print(repr(e))
    await b.aclose()
    c = resilient()
    try:
        await c.athrow(ValueError("before it begins"))
    except ValueError as e:
        print(repr(e))
    try:
        await anext(c)
    except StopAsyncIteration:
        print("ended")
    f = finite()
    async for i in f:
        print(i)
        break
    await f.aclose()
    s = stubborn()
    print(await anext(s))
    try:
        await s.aclose()
    except RuntimeError as e:
        print(repr(e))
    d = averager()
    await anext(d)

    async def sends(x):
        try:
            print("sent", x, await d.asend(x))
        except RuntimeError as e:
            print(repr(e))
    await asyncio.gather(sends(1), sends(2))
    await d.aclose()

asyncio.run(main())
