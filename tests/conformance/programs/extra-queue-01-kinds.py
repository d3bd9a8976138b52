"""The three kinds of queues; getters, putters and joiners that are cancelled as they are woken.
Matrix: Q-01, Q-03, Q-04, Q-05, Q-06, Q-07, Q-08, Q-11, Q-12"""
import asyncio

async def getter(q, name):
    try:
        item = await q.get()
        print(name, "got", item)
        return item
    except asyncio.CancelledError:
        print(name, "cancelled", q.qsize())
        raise

async def kinds():
    for q in (asyncio.Queue(), asyncio.LifoQueue(), asyncio.PriorityQueue()):
        for i in (3, 1, 2):
            q.put_nowait(i)
        print([q.get_nowait() for _ in range(3)], q.empty(), q.full(), q.maxsize)
        try:
            q.get_nowait()
        except asyncio.QueueEmpty as e:
            print(repr(e))

async def priorities():
    pq = asyncio.PriorityQueue(maxsize=5)
    for item in ((2, "b"), (1, "z"), (2, "a"), (1, "a"), (3, "")):
        await pq.put(item)
    try:
        pq.put_nowait((0, "x"))
    except asyncio.QueueFull as e:
        print(repr(e), pq.full())
    out = []
    while not pq.empty():
        out.append(await pq.get())
    print(out)

async def getters():
    q = asyncio.Queue(maxsize=1)
    gs = [asyncio.create_task(getter(q, f"g{i}")) for i in range(3)]
    await asyncio.sleep(0)
    q.put_nowait("x")
    gs[0].cancel()
    await asyncio.sleep(0)
    await q.put("y")
    await asyncio.sleep(0)
    print([g.done() for g in gs])
    gs[2].cancel()
    print([repr(r) for r in await asyncio.gather(*gs, return_exceptions=True)])

async def putters():
    q = asyncio.Queue(maxsize=1)
    async def putter(name):
        try:
            await q.put(name)
            print(name, "put")
        except asyncio.CancelledError:
            print(name, "gives up", q.qsize())
            raise
    await q.put("full")
    ps = [asyncio.create_task(putter(f"p{i}")) for i in range(4)]
    await asyncio.sleep(0)
    print(q.get_nowait())
    ps[0].cancel()
    ps[2].cancel("msg")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(await q.get())
    print(await asyncio.wait_for(q.get(), 1))
    print(q.qsize(), [p.done() for p in ps])
    await asyncio.wait(ps)
    for _ in range(3):
        await q.get() if not q.empty() else None
    done = 0
    try:
        while True:
            q.task_done()
            done += 1
    except ValueError as e:
        print(repr(e), done)
    await q.join()

async def joiners():
    q2 = asyncio.Queue()
    q2.put_nowait(1)
    js = [asyncio.create_task(q2.join(), name=f"j{i}") for i in range(2)]
    await asyncio.sleep(0)
    js[1].cancel()
    await q2.get()
    q2.task_done()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([(j.get_name(), j.done(), j.cancelled()) for j in js])

async def main():
    await kinds()
    await priorities()
    await getters()
    await putters()
    await joiners()

asyncio.run(main())
