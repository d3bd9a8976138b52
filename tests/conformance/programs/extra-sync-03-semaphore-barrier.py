"""Semaphores and barriers: initial values, cancelled waiters, reset, abort, who comes while others leave.
Matrix: SEM-04, SEM-05, SEM-06, BAR-01, BAR-02, BAR-03, BAR-04, BAR-05, BAR-06"""
import asyncio

async def use(sem, name, d):
    async with sem:
        print(name, "in", sem.locked())
        await asyncio.sleep(d)

async def party(b, name):
    try:
        n = await b.wait()
        print(name, "passes", n)
        return n
    except asyncio.BrokenBarrierError as e:
        print(name, "broken", repr(e))
        raise

async def initial_values():
    for f in (lambda: asyncio.Semaphore(-1), lambda: asyncio.BoundedSemaphore(value=-1), lambda: asyncio.Barrier(0)):
        try:
            f()
        except ValueError as e:
            print(repr(e))

async def bounded():
    sem = asyncio.BoundedSemaphore(1)
    try:
        sem.release()
    except ValueError as e:
        print(repr(e), sem.locked())
    ts = [asyncio.create_task(use(sem, n, 0.01)) for n in "abcd"]
    await asyncio.sleep(0.01)
    await asyncio.sleep(0)
    ts[1].cancel()
    ts[3].cancel()
    print([type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)])
    print(sem.locked())

async def slots():
    s0 = asyncio.Semaphore(0)
    w = asyncio.create_task(s0.acquire())
    w2 = asyncio.create_task(s0.acquire())
    await asyncio.sleep(0)
    s0.release()
    w.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(w.cancelled(), w2.result())
    s0.release()
    s0.release()
    print(s0.locked(), await s0.acquire(), await s0.acquire(), s0.locked())
    try:
        async with asyncio.timeout(0.01):
            await s0.acquire()
    except TimeoutError:
        print("no slot")

async def barrier():
    b = asyncio.Barrier(3)
    print(b.parties, b.n_waiting, b.broken)
    ps = [asyncio.create_task(party(b, n)) for n in "xy"]
    await asyncio.sleep(0)
    print(b.n_waiting)
    await b.reset()
    print(await asyncio.gather(*ps, return_exceptions=True), b.broken, b.n_waiting)
    ps = [asyncio.create_task(party(b, n)) for n in "xyzuvw"]
    print(await asyncio.gather(*ps), b.n_waiting)

async def abort():
    b = asyncio.Barrier(3)
    ps = [asyncio.create_task(party(b, n)) for n in "xy"]
    await asyncio.sleep(0)
    ps[0].cancel()
    await asyncio.sleep(0)
    print(b.n_waiting, b.broken)
    await b.abort()
    ps.append(asyncio.create_task(party(b, "late")))
    print([repr(r) for r in await asyncio.gather(*ps, return_exceptions=True)], b.broken)
    await b.reset()
    print(b.broken)
    async def member(name):
        async with b as position:
            print(name, "at", position)
            await asyncio.sleep(0)
    await asyncio.gather(*(member(n) for n in "123456"))

async def main():
    await initial_values()
    await bounded()
    await slots()
    await barrier()
    await abort()

asyncio.run(main())
