"""Getters and putters in line, cancelled when they have been woken; join with a limit.
Matrix: Q-02, Q-03, Q-08, Q-12"""
import asyncio

async def getter(q, name, n=1):
    got = []
    try:
        for _ in range(n):
            got.append(await q.get())
            print(name, "got", got[-1], q.qsize())
    except asyncio.CancelledError:
        print(name, "cancelled with", got)
        raise
    return got

async def putter(q, name, items):
    for i in items:
        await q.put(i)
        print(name, "put", i, q.qsize(), q.full())

async def bounded():
    q = asyncio.Queue(2)
    await asyncio.gather(putter(q, "P", range(5)), putter(q, "R", "xyz"), getter(q, "G", 4), getter(q, "H", 4))
    print(q.empty())

async def cancelled_getters():
    q = asyncio.Queue()
    ts = [asyncio.create_task(getter(q, n)) for n in "abcd"]
    await asyncio.sleep(0)
    q.put_nowait(1)
    q.put_nowait(2)
    ts[0].cancel()
    ts[2].cancel()
    await asyncio.sleep(0)
    q.put_nowait(3)
    print(await asyncio.gather(*ts, return_exceptions=True), q.qsize())

async def cancelled_putters():
    q = asyncio.Queue(maxsize=1)
    q.put_nowait("full")
    ts = [asyncio.create_task(putter(q, n, [n])) for n in "abcd"]
    await asyncio.sleep(0)
    print(q.get_nowait())
    ts[0].cancel()
    ts[1].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(q.qsize(), [t.done() for t in ts])
    print(await q.get(), await q.get())
    print([type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)])

async def joins():
    q = asyncio.Queue()
    async def worker():
        while True:
            item = await q.get()
            await asyncio.sleep(0.01)
            print("worked", item)
            q.task_done()
    w = [asyncio.create_task(worker()) for _ in range(2)]
    for i in range(3):
        q.put_nowait(i)
    js = [asyncio.create_task(q.join()) for _ in range(2)]
    await asyncio.sleep(0)
    js[0].cancel()
    await js[1]
    print("joined", js[0].cancelled())
    q.put_nowait("more")
    try:
        await asyncio.wait_for(q.join(), 0.005)
    except TimeoutError:
        print("not yet")
    await q.join()
    try:
        q.task_done()
    except ValueError as e:
        print(repr(e))
    for t in w:
        t.cancel()

async def timeouts():
    q = asyncio.Queue(1)
    try:
        await asyncio.wait_for(q.get(), 0.01)
    except asyncio.TimeoutError:
        print("nothing came")
    for op in (q.get_nowait, lambda: q.put_nowait(1), lambda: q.put_nowait(2)):
        try:
            print(op())
        except (asyncio.QueueEmpty, asyncio.QueueFull) as e:
            print(repr(e))
    try:
        async with asyncio.timeout(0.01):
            await q.put(2)
    except TimeoutError:
        print("no room", q.qsize())
    p = asyncio.PriorityQueue()
    for x in ((2, "b"), (1, "z"), (1, "a"), (3, "")):
        await p.put(x)
    l = asyncio.LifoQueue()
    for _ in range(4):
        l.put_nowait(await p.get())
    print([await l.get() for _ in range(4)], l.empty(), p.empty(), p.maxsize)

async def main():
    await bounded()
    await cancelled_getters()
    await cancelled_putters()
    await joins()
    await timeouts()

asyncio.run(main())
