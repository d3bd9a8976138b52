"""A poll never waits for more than a day: a longer sleep takes the poll's longest timeout.
Matrix: LOOP-10, SLEEP-06"""
import asyncio

async def patient(name, days):
    await asyncio.sleep(days * 24 * 3600)
    print(name, "wakes after", asyncio.get_running_loop().time() / 24 / 3600, "days")

async def main():
    await asyncio.gather(patient("B", 2), patient("A", 1.5))
    print(await asyncio.sleep(3600, "an hour more"))

asyncio.run(main())
