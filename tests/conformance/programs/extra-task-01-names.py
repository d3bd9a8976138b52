"""Tasks are numbered as they are made; a named one uses up a number, too (3.11).
Matrix: TASK-02"""
import asyncio

async def who():
    return asyncio.current_task().get_name()

async def main():
    print(asyncio.current_task().get_name())
    a = asyncio.create_task(who())
    b = asyncio.create_task(who(), name="worker")
    c = asyncio.create_task(who())
    print(a.get_name(), b.get_name(), c.get_name())
    a.set_name("renamed")
    c.set_name(33)
    print(await a, await b, await c)
    loop = asyncio.get_running_loop()
    d = loop.create_task(who(), name="from the loop")
    print(await d)

asyncio.run(main())
