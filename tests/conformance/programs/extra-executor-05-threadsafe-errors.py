"""run_coroutine_threadsafe passes exceptions and cancellations over to the thread, and cancel() back.
Matrix: EXE-08"""
import asyncio, concurrent.futures, time

async def fails():
    await asyncio.sleep(0.01)
    raise ValueError("in the loop")

async def sleeps():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("loop: cancelled")
        raise

async def gives_up():
    raise asyncio.CancelledError()

def in_thread(loop):
    fut = asyncio.run_coroutine_threadsafe(fails(), loop)
    try:
        fut.result()
    except ValueError as e:
        print("thread:", repr(e), repr(fut.exception()))
    fut = asyncio.run_coroutine_threadsafe(sleeps(), loop)
    time.sleep(0.01)
    print("thread: cancel", fut.cancel(), fut.cancelled())
    time.sleep(0.01)
    fut = asyncio.run_coroutine_threadsafe(gives_up(), loop)
    try:
        fut.result()
    except concurrent.futures.CancelledError:
        print("thread: the coroutine gave up")

async def main():
    await asyncio.to_thread(in_thread, asyncio.get_running_loop())

asyncio.run(main())
