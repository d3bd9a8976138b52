"""A request that has not struck when the coroutine returns: the result is lost. If it raises, it has failed.
Matrix: CAN-09, CAN-08"""
import asyncio

async def returns():
    asyncio.current_task().cancel("too late")
    return "lost"

async def raises():
    asyncio.current_task().cancel()
    raise ValueError("kept")

async def goes_on():
    asyncio.current_task().cancel()
    print("still running")
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("struck at the first suspension")
    return "result"

async def main():
    tasks = [asyncio.create_task(c) for c in (returns(), raises(), goes_on())]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for t, r in zip(tasks, results):
        print(t.cancelled(), t.cancelling(), repr(r))

asyncio.run(main())
