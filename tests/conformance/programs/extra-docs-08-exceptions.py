"""Exceptions that cross asyncio: causes, contexts, groups in groups, CancelledError's messages, generators.
Matrix: EXC-01, TG-02, CAN-11"""
import asyncio


async def inner():
    try:
        raise KeyError("k")
    except KeyError as e:
        raise ValueError("v") from e

async def causes():
    try:
        await inner()
    except ValueError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__))
    t = asyncio.create_task(inner())
    try:
        await t
    except ValueError as e:
        print(repr(e.__cause__), e is t.exception())
    try:
        await asyncio.wait_for(asyncio.sleep(5), 1)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__))

async def groups():
    async def bad(e, delay=0):
        await asyncio.sleep(delay)
        raise e
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad(ValueError("a")))
            tg.create_task(bad(KeyError("b")))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(bad(OSError("c")))
                inner.create_task(bad(OSError("d"), 1))
    except* OSError as eg:
        print("os", repr(eg))
    except* (ValueError, KeyError) as eg:
        print("values", repr(eg), str(eg), len(eg.exceptions))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad(ValueError("x")))
            await asyncio.sleep(0)
            raise TypeError("body")
    except ExceptionGroup as eg:
        print(repr(eg), eg.subgroup(TypeError), eg.split(lambda e: isinstance(e, ValueError)))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad(SystemExit(3)), name="exits")
            await asyncio.sleep(1)
    except BaseException as e:
        print(repr(e))
    try:
        raise BaseExceptionGroup("mixed", [asyncio.CancelledError("c"), ValueError("v")])
    except BaseExceptionGroup as eg:
        print(repr(eg), isinstance(eg, ExceptionGroup), repr(eg.derive([ValueError("w")])))

async def generators():
    async def ticker(delay, to):
        try:
            for i in range(to):
                yield i
                await asyncio.sleep(delay)
        finally:
            print("closed")
    async for i in ticker(0.1, 3):
        print(i)
    g = ticker(0.1, 10)
    print(await anext(g), await g.asend(None))
    await g.aclose()
    try:
        await anext(g)
    except StopAsyncIteration as e:
        print(repr(e))
    g = ticker(0.1, 10)
    print(await anext(g))
    try:
        await g.athrow(ValueError("thrown"))
    except ValueError as e:
        print(repr(e))
    g = ticker(1, 2)
    print(await anext(g))
    t = asyncio.create_task(wrap(g))
    await asyncio.sleep(0.5)
    t.cancel("stop")
    try:
        await t
    except asyncio.CancelledError as e:
        print(repr(e))

async def wrap(g):
    return await anext(g)

async def main():
    await causes()
    try:
        await groups()
    except SystemExit:
        print("exit")
    await generators()

asyncio.run(main())
