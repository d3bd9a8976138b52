"""Rate limits, a bus, retries, an actor, happy eyeballs, a shutdown of all tasks.
Matrix: SEM-01, WAIT-02, TASK-09"""
import asyncio

class RateLimiter:
    def __init__(self, rate, per):
        self.rate, self.per, self.sem = rate, per, asyncio.Semaphore(rate)
    async def __aenter__(self):
        await self.sem.acquire()
        asyncio.get_running_loop().call_later(self.per, self.sem.release)
    async def __aexit__(self, *exc):
        return False

async def crawl(name, limiter, results):
    async with limiter:
        t = asyncio.get_running_loop().time()
        await asyncio.sleep(0.005)
        results.append((name, round(t, 3)))

async def rate():
    limiter, results = RateLimiter(2, 0.01), []
    await asyncio.gather(*(crawl(n, limiter, results) for n in "abcde"))
    print(results)

class Bus:
    def __init__(self):
        self.subs = {}
    def subscribe(self, topic):
        q = asyncio.Queue()
        self.subs.setdefault(topic, []).append(q)
        return q
    async def publish(self, topic, msg):
        for q in self.subs.get(topic, []):
            await q.put(msg)

async def listener(name, q, n):
    return [(name, await q.get()) for _ in range(n)]

async def bus():
    b = Bus()
    ts = [asyncio.create_task(listener(n, b.subscribe(t), k)) for n, t, k in (("l1", "x", 2), ("l2", "y", 1), ("l3", "x", 1))]
    for topic, m in (("x", 1), ("y", 2), ("x", 3), ("z", 4)):
        await b.publish(topic, m)
        await asyncio.sleep(0)
    for t in ts:
        print(await t)

async def retry(f, tries, delay):
    for i in range(tries):
        try:
            return await f(i)
        except ConnectionError as e:
            print("try", i, repr(e))
            if i == tries - 1:
                raise
            await asyncio.sleep(delay * 2 ** i)

async def flaky(i):
    await asyncio.sleep(0.001)
    if i < 2:
        raise ConnectionError(f"attempt {i}")
    return "connected"

async def retries():
    print(await retry(flaky, 4, 0.01), round(asyncio.get_running_loop().time(), 4))
    try:
        await retry(flaky, 2, 0.01)
    except ConnectionError as e:
        print("gave up", repr(e), repr(e.__context__))

class Actor:
    def __init__(self):
        self.inbox = asyncio.Queue()
        self.task = asyncio.create_task(self._run(), name="actor")
    async def _run(self):
        total = 0
        while True:
            n, reply = await self.inbox.get()
            total += n
            if not reply.cancelled():
                reply.set_result(total)
    async def add(self, n):
        reply = asyncio.get_running_loop().create_future()
        self.inbox.put_nowait((n, reply))
        return await reply
    async def stop(self):
        self.task.cancel()
        try:
            await self.task
        except asyncio.CancelledError:
            print("actor stopped")

async def actor():
    a = Actor()
    print(await asyncio.gather(a.add(1), a.add(2), a.add(3)))
    t = asyncio.create_task(a.add(10))
    await asyncio.sleep(0)
    t.cancel()
    print(await a.add(5), t.cancelled())
    await a.stop()

async def happy_eyeballs():
    async def connect(name, d, ok):
        try:
            await asyncio.sleep(d)
            if not ok:
                raise OSError(name)
            return name
        except asyncio.CancelledError:
            print(name, "cancelled")
            raise
    tasks = set()
    winner = None
    for args in (("v6", 0.05, True), ("v4", 0.01, False), ("v4b", 0.02, True)):
        tasks.add(asyncio.create_task(connect(*args), name=args[0]))
        done, tasks = await asyncio.wait(tasks, timeout=0.005, return_when=asyncio.FIRST_COMPLETED)
    while tasks and not winner:
        done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for t in done:
            if t.exception():
                print(t.get_name(), repr(t.exception()))
            else:
                winner = t.result()
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print("winner", winner)

async def shutdown():
    async def worker(n):
        try:
            while True:
                await asyncio.sleep(0.01 * n)
                print("worker", n)
        except asyncio.CancelledError:
            await asyncio.sleep(0.001 * n)
            print("worker", n, "down")
            raise
    for n in (1, 2, 3):
        asyncio.create_task(worker(n))
    await asyncio.sleep(0.025)
    tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
    for t in tasks:
        t.cancel("shutdown")
    r = await asyncio.gather(*tasks, return_exceptions=True)
    print(len(r), all(isinstance(x, asyncio.CancelledError) for x in r))

async def main():
    await rate()
    await bus()
    await retries()
    await actor()
    await happy_eyeballs()
    await shutdown()

asyncio.run(main())
