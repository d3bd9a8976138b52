"""What comes out of one poll: what was ready before it, then what threads have queued, then due timers.
Matrix: LOOP-06, CB-06"""
import asyncio, time

def say(word):
    print(word)

def in_thread(loop):
    time.sleep(0.02)
    loop.call_soon_threadsafe(say, "from the thread")
    return "thread ends"

async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.02, say, "timer")
    job = loop.run_in_executor(None, in_thread, loop)
    await asyncio.sleep(0.01)
    time.sleep(0.02)
    loop.call_soon(say, "call_soon")
    print(await job)

asyncio.run(main())
