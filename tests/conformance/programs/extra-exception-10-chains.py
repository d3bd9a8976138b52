"""Chains of exceptions as a traceback tells them: cause, context, and what is suppressed.
Matrix: EXC-09, TASK-13, WF-02"""
import asyncio

def chain(e):
    parts = []
    while e is not None:
        parts.append(repr(e))
        if e.__cause__ is not None:
            parts.append("<=")
            e = e.__cause__
        elif e.__context__ is not None and not e.__suppress_context__:
            parts.append("~")
            e = e.__context__
        else:
            e = None
    return " ".join(parts)

async def low():
    await asyncio.sleep(0)
    raise OSError(5, "low")

async def middle():
    try:
        await low()
    except OSError as e:
        raise ValueError("middle") from e

async def high():
    try:
        await asyncio.create_task(middle())
    except ValueError:
        raise RuntimeError("high")

async def hidden():
    try:
        await high()
    except RuntimeError:
        raise KeyError("hidden") from None

async def in_finally():
    try:
        await low()
    finally:
        raise LookupError("finally")

async def cancelled_then_error():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        raise ValueError("while cancelled")

async def swallowed_by_timeout():
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise KeyError("instead")
    except KeyError as e:
        print("key", chain(e))

async def wait_for_chain():
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except TimeoutError as e:
        print("wait_for", chain(e))

async def group_chain():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(middle())
            raise TypeError("body")
    except BaseExceptionGroup as eg:
        print("group", repr(eg), repr(eg.__context__), repr(eg.__cause__), eg.__suppress_context__)
        for e in eg.exceptions:
            print("  ", chain(e))

async def main():
    for f in (high, hidden, in_finally):
        try:
            await f()
        except Exception as e:
            print(f.__name__, chain(e))
    t = asyncio.create_task(cancelled_then_error())
    await asyncio.sleep(0)
    t.cancel("m")
    r = await asyncio.gather(t, return_exceptions=True)
    print(chain(r[0]))
    await swallowed_by_timeout()
    await wait_for_chain()
    await group_chain()

asyncio.run(main())
