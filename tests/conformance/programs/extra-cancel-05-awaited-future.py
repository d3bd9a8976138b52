"""Cancelling what a task awaits strikes the task, but is no request to it; cancelling the task cancels the future.
Matrix: CAN-16, CAN-10, FUT-04"""
import asyncio

async def waits(name, fut):
    try:
        return await fut
    except asyncio.CancelledError as e:
        print(name, "struck; requests:", asyncio.current_task().cancelling(), e.args)
        raise

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    a, b = asyncio.create_task(waits("A", fut)), asyncio.create_task(waits("B", fut))
    await asyncio.sleep(0)
    fut.cancel("the future itself")
    await asyncio.wait([a, b])
    print(a.cancelled(), b.cancelled())
    fut = loop.create_future()
    c, d = asyncio.create_task(waits("C", fut)), asyncio.create_task(waits("D", fut))
    await asyncio.sleep(0)
    c.cancel("only C")
    print("the future is cancelled at once:", fut.cancelled())
    await asyncio.wait([c, d])
    print(c.cancelled(), c.cancelling(), d.cancelled(), d.cancelling())

asyncio.run(main())
