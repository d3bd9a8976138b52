"""Sleeps of different tasks overlap; those of one task add up.
Matrix: SLEEP-09, SLEEP-03"""
import asyncio

async def nap(name, d):
    await asyncio.sleep(d)
    return name

async def main():
    loop = asyncio.get_running_loop()
    t0 = loop.time()
    print(await nap("A", 0.03), await nap("B", 0.02))
    print("one after the other:", round(loop.time() - t0, 3))
    t0 = loop.time()
    a, b = asyncio.create_task(nap("A", 0.03)), asyncio.create_task(nap("B", 0.02))
    print(await a, await b)
    print("together:", round(loop.time() - t0, 3))

asyncio.run(main())
