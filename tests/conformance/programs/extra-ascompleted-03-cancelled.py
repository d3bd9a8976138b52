"""A cancelled child raises at its ticket; a cancelled consumer leaves the children alone.
Matrix: ASC-04, ASC-07, CAN-10"""
import asyncio

async def work(name, d):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError:
        print(name, "is cancelled")
        raise
    return name

async def consume(tasks):
    try:
        for ticket in asyncio.as_completed(tasks):
            try:
                print("got", await ticket)
            except asyncio.CancelledError:
                if asyncio.current_task().cancelling():
                    raise
                print("one was cancelled")
    finally:
        print("consumer leaves")

async def main():
    a, b, c = [asyncio.create_task(work(n, d)) for n, d in (("A", 0.05), ("B", 0.02), ("C", 0.06))]
    consumer = asyncio.create_task(consume([a, b, c]))
    await asyncio.sleep(0.01)
    b.cancel("not you")
    await asyncio.sleep(0.02)
    consumer.cancel()
    await asyncio.wait([consumer, c])
    print(consumer.cancelled(), a.result(), b.cancelled(), c.result())

asyncio.run(main())
