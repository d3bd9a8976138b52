"""Asynchronous generators: values on the way, ended, cancelled, nested, failing.
Matrix: CORO-02, CORO-05, TMO-01, RUN-08"""
import asyncio

async def ticks(name, n, d):
    try:
        for i in range(n):
            await asyncio.sleep(d)
            print(name, "yields", i)
            yield i
    finally:
        print(name, "ends")

async def doubled(name):
    async for i in ticks(name, 3, 0.01):
        yield 2 * i

async def fails():
    yield "first"
    await asyncio.sleep(0)
    raise ValueError("in the generator")

async def consume(name, d):
    total = 0
    async for i in doubled(name):
        total += i
        await asyncio.sleep(d)
    return total

async def main():
    async for i in ticks("plain", 2, 0.01):
        print("got", i)
    print(await asyncio.gather(consume("a", 0), consume("b", 0.005)))
    try:
        async for x in fails():
            print(x)
    except ValueError as e:
        print(repr(e))
    async def limited():
        async with asyncio.timeout(0.025):
            async for i in ticks("limited", 5, 0.01):
                print("limited got", i)
    try:
        await limited()
    except TimeoutError:
        print("time is up")
    t = asyncio.create_task(consume("cancelled", 0))
    await asyncio.sleep(0.015)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))
    g = ticks("by hand", 2, 0)
    print(await anext(g), await anext(g), await anext(g, None), await anext(g, None))

asyncio.run(main())
