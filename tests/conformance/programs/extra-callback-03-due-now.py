"""A deadline that is now or past is due at the next poll, which does not wait; deadlines are whole microseconds.
Matrix: LOOP-07, LOOP-09, CB-02, CB-03"""
import asyncio

def say(word):
    print(word)

async def main():
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0.01)
    now = loop.time()
    loop.call_at(now, say, "now")
    loop.call_at(now + 0.0000004, say, "less than a tick later")
    loop.call_at(now + 0.000001, say, "one tick later")
    loop.call_later(0, say, "zero")
    loop.call_at(now - 1, say, "a second ago")
    loop.call_soon(say, "soon")
    await asyncio.sleep(0)
    print("one turn later")
    await asyncio.sleep(0.01)

asyncio.run(main())
