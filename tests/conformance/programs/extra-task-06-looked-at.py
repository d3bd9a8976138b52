"""What a task tells of its coroutine: its name, and where it stands.
Matrix: TASK-02, TASK-13"""
import asyncio

async def inner():
    await asyncio.sleep(0.01)

async def outer():
    await inner()

async def fails():
    raise ValueError("for nobody")

async def main():
    t = asyncio.create_task(outer(), name="T")
    f = asyncio.create_task(fails())
    print(t.get_coro().__name__, [frame.f_code.co_name for frame in t.get_stack()])
    await asyncio.sleep(0)
    print(t.get_coro().__name__, [frame.f_code.co_name for frame in t.get_stack()])
    await t
    print(t.get_coro().__name__, t.get_stack())
    print("nobody was disturbed by", repr(f.exception()))

asyncio.run(main())
