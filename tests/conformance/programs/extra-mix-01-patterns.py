"""Producers and consumers, a supervisor, a heartbeat, a race, ticks, a rendezvous, a lock handed over.
Matrix: Q-02, SEM-02, TG-02, WF-02, WAIT-02, BAR-01, LOCK-05"""
import asyncio

async def producer(q, n):
    try:
        for i in range(n):
            await q.put(i)
            print("put", i)
        await q.join()
        print("all done")
    finally:
        print("producer ends")

async def consumer(q, name, d):
    while True:
        item = await q.get()
        try:
            async with asyncio.timeout(d * 1.5):
                await asyncio.sleep(d * (item % 3))
            print(name, "did", item)
        except TimeoutError:
            print(name, "gave up", item)
        finally:
            q.task_done()

async def supervisor(jobs, limit):
    sem = asyncio.Semaphore(limit)
    failures = 0
    async def one(name, d, n):
        nonlocal failures
        for attempt in range(n):
            async with sem:
                try:
                    await asyncio.wait_for(asyncio.sleep(d), 0.01 * (attempt + 1))
                    print(name, "ok at", attempt)
                    return name
                except TimeoutError:
                    failures += 1
            await asyncio.sleep(0.005)
        raise RuntimeError(f"{name} failed")
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(one(*j), name=j[0]) for j in jobs]
    return [t.result() for t in ts], failures

async def heartbeat(event, period):
    n = 0
    while not event.is_set():
        try:
            await asyncio.wait_for(event.wait(), period)
        except TimeoutError:
            n += 1
            print("beat", n)
    return n

async def producer_and_consumers():
    q = asyncio.Queue(2)
    cs = [asyncio.create_task(consumer(q, f"c{i}", 0.01)) for i in range(2)]
    await producer(q, 6)
    for c in cs:
        c.cancel()
    print(await asyncio.gather(*cs, return_exceptions=True))

async def supervised():
    print(await supervisor([("a", 0.005, 1), ("b", 0.015, 3), ("c", 0.02, 3), ("d", 0.001, 1)], 2))
    try:
        await supervisor([("e", 0.5, 2), ("f", 0.03, 4), ("g", 0.001, 1)], 3)
    except* RuntimeError as eg:
        print(eg.exceptions)

async def beats():
    ev = asyncio.Event()
    hb = asyncio.create_task(heartbeat(ev, 0.01))
    await asyncio.sleep(0.035)
    ev.set()
    print("beats", await hb)

async def race():
    async def racer(n, d):
        try:
            await asyncio.sleep(d)
            return n
        except asyncio.CancelledError:
            print(n, "lost")
            raise
    ts = {asyncio.create_task(racer(n, d)) for n, d in (("slow", 0.03),)} | {asyncio.create_task(racer("fast", 0.01))}
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    for p in pending:
        p.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    print(done.pop().result(), [p.cancelled() for p in pending])
    loop = asyncio.get_running_loop()

async def ticks():
    loop = asyncio.get_running_loop()
    finished = loop.create_future()
    def tick(n):
        print("tick", n, round(loop.time(), 3))
        if n == 3:
            finished.set_result(n)
        else:
            loop.call_later(0.01, tick, n + 1)
    tick(0)
    print(await finished)

async def rendezvous():
    b = asyncio.Barrier(2)
    async def side(name, work):
        for r in range(2):
            await asyncio.sleep(work)
            async with b as pos:
                print(name, "round", r, "pos", pos)
    await asyncio.gather(side("left", 0.01), side("right", 0.015))

async def handed_over():
    lock = asyncio.Lock()
    async def critical(n):
        async with lock:
            await asyncio.sleep(0.01)
            print("critical", n)
    ts = [asyncio.create_task(critical(i)) for i in range(3)]
    await asyncio.sleep(0.015)
    ts[1].cancel()
    print([type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)], lock.locked())

async def main():
    await producer_and_consumers()
    await supervised()
    await beats()
    await race()
    await ticks()
    await rendezvous()
    await handed_over()

asyncio.run(main())
