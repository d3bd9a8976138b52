"""Coroutines become tasks in the order of the argument; equal ends come out in that order, too.
Matrix: ASC-09, ASC-01"""
import asyncio

async def work(name, d):
    print(name, "starts")
    await asyncio.sleep(d)
    return name

async def main():
    for ticket in asyncio.as_completed([work("c", 0.02), work("a", 0.02), work("b", 0.01), work("d", 0)]):
        name = await ticket
        print("got", name)

asyncio.run(main())
