"""The result passes a shield, a cancellation does not; a done task is returned as it is.
Matrix: SHLD-01, SHLD-03, SHLD-05, SHLD-02"""
import asyncio

async def work(name, d):
    await asyncio.sleep(d)
    print(name, "ends")
    return name

async def waits(t):
    return await asyncio.shield(t)

async def fails():
    raise ValueError("through the shield")

async def main():
    t = asyncio.create_task(work("A", 0.02))
    waiter = asyncio.create_task(waits(t))
    await asyncio.sleep(0.01)
    waiter.cancel()
    await asyncio.wait([waiter])
    print("waiter cancelled:", waiter.cancelled(), "A cancelled:", t.cancelled())
    outer = asyncio.shield(t)
    print("cancel the shield itself:", outer.cancel(), outer.cancelled(), t.done())
    print(await asyncio.shield(t))
    print("a done one is returned as it is:", asyncio.shield(t) is t)
    print(await asyncio.shield(work("B", 0.01)))
    try:
        await asyncio.shield(fails())
    except ValueError as e:
        print("caught", e)

asyncio.run(main())
