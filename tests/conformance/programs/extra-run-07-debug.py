"""Debug mode: slow handles, what is no callable, another thread, and its end in a running loop.
Matrix: DBG-01, CB-08, CB-09"""
import asyncio, time, threading

async def slow():
    time.sleep(0.15)
    await asyncio.sleep(0)
    time.sleep(0.05)
    asyncio.get_running_loop().slow_callback_duration = 0.02
    await asyncio.sleep(0.01)
    time.sleep(0.02)
    return "slow"

def blocking_callback():
    time.sleep(0.2)
    print("callback")

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug())
    loop.call_soon(blocking_callback)
    loop.call_later(0.1, blocking_callback)
    print(await asyncio.create_task(slow()))
    print(round(loop.time(), 3))
    try:
        loop.call_soon(slow)
    except TypeError as e:
        print(str(e)[:50])
    try:
        loop.call_later(1, 42)
    except TypeError as e:
        print(str(e)[:45])
    def from_thread():
        try:
            loop.call_soon(print, "never")
        except RuntimeError as e:
            print(repr(e))
    await asyncio.to_thread(from_thread)
    loop.set_debug(False)
    loop.call_soon(blocking_callback)
    await asyncio.sleep(0)
    await asyncio.sleep(0)

asyncio.run(main(), debug=True)

async def never():
    pass

async def forgets():
    never()
    c = never()
    del c
    asyncio.sleep(1)
    print("forgot")

asyncio.run(forgets())
