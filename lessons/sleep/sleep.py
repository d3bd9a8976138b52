import asyncio
import time

turns = 2
delay_a = 1.0
delay_b = 1.0
one_after_other = False


async def count(name):  #@count
    for turn in range(1, turns + 1):
        print(f"{name} {turn}")  #@turn
        await asyncio.sleep(0)  # to the back of the ready queue; no timer  #@give-way


async def nap(name, delay):  #@nap
    await asyncio.sleep(delay)  # a timer wakes it  #@sleep
    print(f"{name} wakes")  #@wakes


async def main():  #@main
    left = asyncio.create_task(count("left"))  #@create-left
    right = asyncio.create_task(count("right"))  #@create-right
    await left  #@await-left
    await right  #@await-right
    start = time.monotonic()
    if one_after_other:
        await nap("A", delay_a)  #@nap-a
        await nap("B", delay_b)  #@nap-b
    else:
        a = asyncio.create_task(nap("A", delay_a))  #@create-a
        b = asyncio.create_task(nap("B", delay_b))  #@create-b
        await a  #@await-a
        await b  #@await-b
    print(f"both naps: {time.monotonic() - start:.1f} s")  #@total


asyncio.run(main())
