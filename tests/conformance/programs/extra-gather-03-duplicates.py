"""The same awaitable twice: it runs once, its result comes twice.
Matrix: GATH-07, GATH-02"""
import asyncio

async def work(name):
    print(name, "runs")
    await asyncio.sleep(0.01)
    return name

async def main():
    c = work("coroutine")
    t = asyncio.create_task(work("task"))
    print(await asyncio.gather(c, t, c, work("other"), t, c))
    print(await asyncio.gather(t, t))

asyncio.run(main())
