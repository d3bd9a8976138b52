"""A coroutine that another task is inside of cannot be awaited; nor can one that a task has.
Matrix: CORO-03"""
import asyncio

async def slow():
    await asyncio.sleep(0.01)
    return "slow is done"

async def first(c):
    print("first:", await c)

async def main():
    c = slow()
    t = asyncio.create_task(first(c))
    await asyncio.sleep(0)
    try:
        await c
    except RuntimeError as e:
        print("RuntimeError:", e)
    await t
    try:
        await c
    except RuntimeError as e:
        print("RuntimeError:", e)

asyncio.run(main())
