"""Only a coroutine object makes a task.
Matrix: TASK-10"""
import asyncio

async def work():
    return "worked"

async def main():
    loop = asyncio.get_running_loop()
    for thing in (42, work, loop.create_future()):
        try:
            asyncio.create_task(thing)
        except TypeError as e:
            print("TypeError:", str(e).split(",")[0])
    print(await asyncio.create_task(work()))

asyncio.run(main())
