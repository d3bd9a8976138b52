"""No limit; an error of the body's own; a cancellation from outside: timeout() changes none of them.
Matrix: TMO-03, TMO-08, TMO-09, TMO-02"""
import asyncio

async def outside():
    try:
        async with asyncio.timeout(0.05) as t:
            await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("cancelled from outside; expired:", t.expired())
        raise

async def main():
    async with asyncio.timeout(None) as t:
        await asyncio.sleep(0.01)
    print("no limit:", t.when(), t.expired())
    try:
        async with asyncio.timeout(0.05):
            await asyncio.sleep(0.01)
            raise ValueError("the body's own")
    except ValueError as e:
        print("caught", e)
    task = asyncio.create_task(outside())
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    print("task cancelled:", task.cancelled(), task.cancelling())

asyncio.run(main())
