"""wait() with a timeout raises nothing and cancels nothing.
Matrix: WAIT-04, WAIT-02"""
import asyncio

async def work(name, d):
    await asyncio.sleep(d)
    return name

async def main():
    a, b, c = [asyncio.create_task(work(n, d)) for n, d in (("A", 0.01), ("B", 0.03), ("C", 0.05))]
    done, pending = await asyncio.wait([a, b, c], timeout=0.02)
    print(len(done), "done,", len(pending), "pending; A:", a in done, "B cancelled:", b.cancelled())
    done, pending = await asyncio.wait(pending, timeout=1, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], [t is c for t in pending])
    done, pending = await asyncio.wait({c}, timeout=0)
    print(len(done), len(pending))
    done, pending = await asyncio.wait({c})
    print([t.result() for t in done], len(pending))

asyncio.run(main())
