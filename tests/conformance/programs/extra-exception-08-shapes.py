"""Exceptions without and with arguments: exits, keys, cancellations, stops, and how they come out of tasks."""
import asyncio

async def raises(e):
    raise e

async def main():
    for e in (ValueError(), ValueError(""), KeyError("k"), SystemExit(2), asyncio.CancelledError(), asyncio.CancelledError("m"),
              TimeoutError(), TimeoutError("t"), asyncio.QueueEmpty(), asyncio.QueueFull("f"), OSError(2, "No"), OSError("text"),
              ZeroDivisionError("z"), asyncio.InvalidStateError("s"), AssertionError(), NotImplementedError()):
        try:
            if isinstance(e, SystemExit):
                raise e
            await asyncio.create_task(raises(e))
        except BaseException as x:
            print(type(x).__name__, repr(x), "|", str(x), "|", isinstance(x, Exception))

asyncio.run(main())
for e in (SystemExit(), SystemExit(0), SystemExit(3)):
    async def exits():
        await asyncio.sleep(0)
        raise e
    try:
        asyncio.run(exits())
    except SystemExit as x:
        print(repr(x), "|", str(x), "|")
