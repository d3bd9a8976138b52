"""An exception remembers the one that was being handled when it was raised, and the one it was raised from.
Matrix: CAN-15, CORO-05"""
import asyncio

async def work():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        raise ValueError("during clean-up")

async def converts():
    try:
        raise KeyError("low level")
    except KeyError as e:
        raise RuntimeError("high level") from e

async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(0)
    t.cancel("why")
    try:
        await t
    except ValueError as e:
        print(repr(e), "context:", repr(e.__context__), "cause:", e.__cause__)
    try:
        await asyncio.create_task(converts())
    except RuntimeError as e:
        print(repr(e), "cause:", repr(e.__cause__))
    print("cancelled:", t.cancelled())

asyncio.run(main())
