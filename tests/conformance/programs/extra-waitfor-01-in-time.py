"""The result comes in time: the timer is cancelled. Without a timeout there is no timer and no task.
Matrix: WF-01, WF-06, WF-09"""
import asyncio

async def work(name, d):
    print(name, "runs in", asyncio.current_task().get_name())
    await asyncio.sleep(d)
    return name

async def fails():
    raise KeyError("in time, too")

async def main():
    print(await asyncio.wait_for(work("A", 0.01), timeout=1))
    print(await asyncio.wait_for(work("B", 0.01), timeout=None))
    try:
        await asyncio.wait_for(fails(), 1)
    except KeyError as e:
        print("caught", repr(e))
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.01, fut.set_result, "future's result")
    print(await asyncio.wait_for(fut, 0.02))

asyncio.run(main())
