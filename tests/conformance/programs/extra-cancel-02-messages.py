"""cancel(msg) travels: it is in the CancelledError of the task and of whoever awaits it.
Matrix: CAN-07, CAN-05"""
import asyncio

async def work(d):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError as e:
        print("work:", repr(e), e.args)
        raise

async def main():
    t = asyncio.create_task(work(1))
    await asyncio.sleep(0)
    t.cancel("first")
    t.cancel("second")
    try:
        await t
    except asyncio.CancelledError as e:
        print("main:", repr(e))
    for ask in (t.result, t.exception):
        try:
            ask()
        except asyncio.CancelledError as e:
            print("asked:", repr(e))
    t = asyncio.create_task(work(1))
    t.cancel("too early")
    try:
        await t
    except asyncio.CancelledError as e:
        print("main:", repr(e))

asyncio.run(main())
