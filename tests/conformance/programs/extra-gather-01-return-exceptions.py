"""return_exceptions=True waits for all and puts exceptions into the list, those of cancelled children too.
Matrix: GATH-05, GATH-01"""
import asyncio

async def ok(n):
    await asyncio.sleep(0.03)
    return n

async def bad(n):
    await asyncio.sleep(0.01)
    raise ValueError(n)

async def main():
    c = asyncio.create_task(ok(3))
    asyncio.get_running_loop().call_later(0.02, c.cancel, "enough")
    results = await asyncio.gather(ok(1), bad(2), c, bad(4), return_exceptions=True)
    for r in results:
        print(type(r).__name__, r, isinstance(r, Exception))
    tasks = [asyncio.create_task(bad(n)) for n in range(3)]
    print(await asyncio.gather(*tasks, return_exceptions=True))

asyncio.run(main())
