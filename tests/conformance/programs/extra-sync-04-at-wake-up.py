"""Waiters that are cancelled, or whose time is up, at the very moment at which they are woken.
Matrix: SEM-05, BAR-01, LOCK-05, TMO-01, WF-08"""
import asyncio

async def events():
    ev = asyncio.Event()
    async def waits(n):
        try:
            print(n, await ev.wait(), ev.is_set())
        except asyncio.CancelledError:
            print(n, "cancelled", ev.is_set())
            raise
    ts = [asyncio.create_task(waits(n)) for n in "abc"]
    await asyncio.sleep(0)
    ev.set()
    ts[1].cancel()
    ev.clear()
    print([repr(r) for r in await asyncio.gather(*ts, return_exceptions=True)])
    ev.set()
    print(await ev.wait())
    ev.clear()

async def events_with_limits():
    loop = asyncio.get_running_loop()
    ev = asyncio.Event()
    for first in ("event", "limit"):
        ev.clear()
        if first == "event":
            loop.call_later(0.01, ev.set)
        async def limited():
            try:
                async with asyncio.timeout(0.01):
                    await ev.wait()
                    return "event"
            except TimeoutError:
                return "timeout"
        t = asyncio.create_task(limited())
        if first == "limit":
            await asyncio.sleep(0)
            loop.call_later(0.01, ev.set)
        print(first, "->", await t)

async def barriers():
    b = asyncio.Barrier(2)
    async def meets(n, d, limit):
        await asyncio.sleep(d)
        try:
            async with asyncio.timeout(limit):
                print(n, "position", await b.wait())
        except TimeoutError:
            print(n, "gave up", b.n_waiting)
    await asyncio.gather(meets("p", 0, 0.01), meets("q", 0.01, 0.01), meets("r", 0.015, 0.01), meets("s", 0.02, 0.005))
    print(b.n_waiting, b.broken)

async def semaphores():
    sem = asyncio.Semaphore(1)
    async def enters(n, d, limit):
        try:
            async with asyncio.timeout(limit):
                async with sem:
                    print(n, "in")
                    await asyncio.sleep(d)
        except TimeoutError:
            print(n, "timeout", sem.locked())
    await asyncio.gather(enters("1", 0.01, 1), enters("2", 0.01, 0.01), enters("3", 0.01, 0.015), enters("4", 0.01, 1))
    print(sem.locked())

async def queues():
    loop = asyncio.get_running_loop()
    q = asyncio.Queue(1)
    for first in ("put", "limit"):
        if first == "put":
            loop.call_later(0.01, q.put_nowait, first)
        g = asyncio.create_task(asyncio.wait_for(q.get(), 0.01))
        if first == "limit":
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            loop.call_later(0.01, q.put_nowait, first)
        print([repr(r) for r in await asyncio.gather(g, return_exceptions=True)], q.qsize())
        while not q.empty():
            print("left", q.get_nowait())

async def locks():
    l1, l2 = asyncio.Lock(), asyncio.Lock()
    async def holder(n, x, y):
        async with x:
            await asyncio.sleep(0)
            async with y:
                print(n, "has both")
    ts = [asyncio.create_task(holder("h1", l1, l2)), asyncio.create_task(holder("h2", l2, l1))]
    await asyncio.sleep(0.01)
    print([t.done() for t in ts], l1.locked(), l2.locked())
    ts[0].cancel()
    print([repr(r) for r in await asyncio.gather(*ts, return_exceptions=True)], l1.locked(), l2.locked())

async def main():
    await events()
    await events_with_limits()
    await barriers()
    await semaphores()
    await queues()
    await locks()

asyncio.run(main())
