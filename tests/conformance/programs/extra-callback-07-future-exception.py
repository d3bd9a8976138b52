"""A future that is given an exception; StopIteration is refused.
Matrix: FUT-06, FUT-02, EXC-02"""
import asyncio

async def waiter(fut):
    try:
        await fut
    except ZeroDivisionError as e:
        print("waiter got", repr(e))

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    try:
        fut.exception()
    except asyncio.InvalidStateError as e:
        print("InvalidStateError:", e)
    try:
        fut.set_exception(StopIteration())
    except TypeError as e:
        print("TypeError:", e)
    print("done:", fut.done())
    tasks = [asyncio.create_task(waiter(fut)) for _ in range(2)]
    await asyncio.sleep(0)
    fut.set_exception(ZeroDivisionError)
    print("done:", fut.done(), repr(fut.exception()))
    try:
        fut.set_exception(ValueError("again"))
    except asyncio.InvalidStateError:
        print("InvalidStateError")
    await asyncio.gather(*tasks)

asyncio.run(main())
