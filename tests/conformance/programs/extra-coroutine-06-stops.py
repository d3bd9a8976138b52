"""Coroutines: StopIteration and StopAsyncIteration do not leave a coroutine or a generator as they are (PEP 479).
Matrix: CORO-05"""
import asyncio

async def stops(value):
    raise StopIteration(value)

async def stops_later(value):
    await asyncio.sleep(0)
    raise StopIteration(value)

async def passes_on(stop):
    await stop("3")

async def ends():
    raise StopAsyncIteration("over")

async def yields_and_stops(error):
    yield 1
    raise error

def tell(where, e):
    print(where, repr(e), "from", repr(e.__cause__))

async def main():
    for stop in (stops, stops_later, lambda value: passes_on(stops_later)):
        try:
            await stop("1")
        except RuntimeError as e:
            tell("awaited:", e)
    try:
        await ends()
    except StopAsyncIteration as e:
        tell("a coroutine:", e)
    for error in (StopIteration("2"), StopAsyncIteration("over")):
        try:
            async for value in yields_and_stops(error):
                print("value", value)
        except RuntimeError as e:
            tell("a generator:", e)
    tasks = [asyncio.create_task(stops("4")), asyncio.create_task(stops_later("5"))]
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        tell("gathered:", result)
    for task in tasks:
        print(task.done(), repr(task.exception()))

asyncio.run(main())
