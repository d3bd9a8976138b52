"""Awaiting a coroutine is a call: results, exceptions and clean-up go through a chain inside one step.
Matrix: CORO-02, CORO-05, CORO-01"""
import asyncio

async def leaf(n):
    print("leaf", n)
    if n == 2:
        raise LookupError("leaf fails")
    return n * 10

async def middle(n):
    try:
        return 1 + await leaf(n)
    finally:
        print("middle cleans up", n)

async def other():
    print("other: main has given way")

async def main():
    t = asyncio.create_task(other())
    print("main got", await middle(1))
    try:
        await middle(2)
    except LookupError as e:
        print("main caught", e)
    print("other has not run:", not t.done())
    await t

asyncio.run(main())
