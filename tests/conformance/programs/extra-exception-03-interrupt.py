"""KeyboardInterrupt in a callback leaves the loop at once; run() then cancels the tasks.
Matrix: EXC-05, RUN-06"""
import asyncio

def interrupts():
    raise KeyboardInterrupt("by hand")

def say(word):
    print(word)

async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.01, interrupts)
    loop.call_later(0.01, say, "stays queued for the clean-up")
    try:
        await asyncio.sleep(1)
    finally:
        print("main cleans up")

try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print("KeyboardInterrupt", e)
