"""A cancelled handle stays in the queue and is skipped; a cancelled timer never fires.
Matrix: LOOP-04, CB-04, CB-05"""
import asyncio

def say(word):
    print(word)

async def main():
    loop = asyncio.get_running_loop()
    a = loop.call_soon(say, "a")
    b = loop.call_soon(say, "b")
    c = loop.call_soon(say, "c")
    later = loop.call_later(0.02, say, "later")
    at = loop.call_at(loop.time() + 0.01, say, "at")
    print("in", round(later.when() - loop.time(), 3), "and", round(at.when() - loop.time(), 3))
    b.cancel()
    b.cancel()
    later.cancel()
    print("cancelled:", a.cancelled(), b.cancelled(), c.cancelled(), later.cancelled(), at.cancelled())
    await asyncio.sleep(0.03)
    a.cancel()
    at.cancel()
    print("cancelled after it ran:", a.cancelled(), at.cancelled())
    await asyncio.sleep(0)

asyncio.run(main())
