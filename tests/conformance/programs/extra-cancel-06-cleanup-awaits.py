"""Clean-up may await; whoever awaits the task waits for it, a second waiter may itself be cancelled meanwhile.
Matrix: CAN-04, CAN-01, CAN-10"""
import asyncio

async def work():
    try:
        await asyncio.sleep(1)
    finally:
        print("clean-up begins")
        await asyncio.sleep(0.02)
        print("clean-up ends")

async def waits(t):
    try:
        await t
    except asyncio.CancelledError:
        print("waiter:", "asked" if asyncio.current_task().cancelling() else "not asked", "- work done:", t.done())

async def main():
    t = asyncio.create_task(work())
    w = asyncio.create_task(waits(t))
    await asyncio.sleep(0.01)
    t.cancel()
    await asyncio.sleep(0.01)
    try:
        await asyncio.wait_for(asyncio.shield(t), 0.005)
    except TimeoutError:
        print("main does not wait; cancelled yet:", t.cancelled())
    await w
    print("cancelled:", t.cancelled())

asyncio.run(main())
