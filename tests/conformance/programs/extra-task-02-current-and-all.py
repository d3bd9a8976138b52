"""current_task() is the task whose step runs, none in a callback; all_tasks() are those not done.
Matrix: TASK-08, TASK-09"""
import asyncio

def callback():
    print("in a callback:", asyncio.current_task(), "- tasks:", names())

def names():
    return [t.get_name() for t in asyncio.all_tasks()]

async def inner():
    return asyncio.current_task()

async def worker(d):
    me = asyncio.current_task()
    print(me.get_name(), "awaits a coroutine in itself:", await inner() is me)
    await asyncio.sleep(d)
    print(me.get_name(), "is still itself:", asyncio.current_task() is me)

async def main():
    a = asyncio.create_task(worker(0.02))
    b = asyncio.create_task(worker(0.01))
    asyncio.get_running_loop().call_soon(callback)
    print(names())
    await b
    print(names(), a in asyncio.all_tasks(), b in asyncio.all_tasks())
    await a
    print(names())

asyncio.run(main())
