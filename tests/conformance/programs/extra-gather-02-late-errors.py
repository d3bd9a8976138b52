"""Failures after the first one are marked as retrieved: nobody is told of them.
Matrix: GATH-04, GATH-03"""
import asyncio

def handler(loop, context):
    print("handler:", context["message"])

async def fails(n, d):
    await asyncio.sleep(d)
    print("fails", n)
    raise ValueError(n)

async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    try:
        await asyncio.gather(fails(1, 0.01), fails(2, 0.02), fails(3, 0.02))
    except ValueError as e:
        print("caught", e)
    await asyncio.sleep(0.03)
    print("no report")

asyncio.run(main())
