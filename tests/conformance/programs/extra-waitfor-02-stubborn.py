"""The work may answer the cancellation with a result or with another error: that is what wait_for gives.
Matrix: WF-03, WF-04, WF-02"""
import asyncio

async def swallows():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        await asyncio.sleep(0.02)
        return "late, but here"

async def raises():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        raise ZeroDivisionError("while being cancelled")

async def main():
    loop = asyncio.get_running_loop()
    t0 = loop.time()
    print(await asyncio.wait_for(swallows(), 0.01), round(loop.time() - t0, 3))
    try:
        await asyncio.wait_for(raises(), 0.01)
    except ZeroDivisionError as e:
        print("caught", repr(e))
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except TimeoutError as e:
        print("caught", repr(e), "from", repr(e.__cause__))

asyncio.run(main())
