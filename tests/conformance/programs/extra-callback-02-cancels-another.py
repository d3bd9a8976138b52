"""A callback may cancel one that is behind it in the same iteration, and a timer that is due with it.
Matrix: LOOP-04, LOOP-09, CB-04"""
import asyncio

def say(word):
    print(word)

def cancel_both(soon, timer):
    print("the first cancels the others")
    soon.cancel()
    timer.cancel()

async def main():
    loop = asyncio.get_running_loop()
    handles = []
    loop.call_later(0.01, lambda: cancel_both(*handles))
    timer = loop.call_later(0.01, say, "never")
    loop.call_later(0.01, say, "but this one")
    await asyncio.sleep(0.005)
    soon = loop.call_later(0.005, say, "nor this")
    handles += [soon, timer]
    await asyncio.sleep(0.01)
    print(soon.cancelled(), timer.cancelled())

asyncio.run(main())
