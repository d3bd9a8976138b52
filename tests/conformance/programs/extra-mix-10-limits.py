"""A token bucket, topics that drop what nobody takes in time, retries within a deadline.
Matrix: LOCK-01, TMO-01, WF-02, Q-04"""
import asyncio

class TokenBucket:
    def __init__(self, rate, burst):
        self.rate, self.burst, self.tokens = rate, burst, burst
        self.last = asyncio.get_running_loop().time()
        self.lock = asyncio.Lock()
    async def take(self, n=1):
        async with self.lock:
            while True:
                now = asyncio.get_running_loop().time()
                self.tokens = min(self.burst, self.tokens + (now - self.last) * self.rate)
                self.last = now
                if self.tokens >= n - 1e-9:
                    self.tokens -= n
                    return round(now, 4)
                await asyncio.sleep((n - self.tokens) / self.rate)

async def limited():
    b = TokenBucket(100, 2)
    async def call(i):
        at = await b.take()
        print("call", i, "at", at)
        return i
    r = asyncio.create_task(asyncio.wait_for(call("late"), 0.005))
    print(await asyncio.gather(*(asyncio.create_task(call(i)) for i in range(5)), r, return_exceptions=True))
    print(await b.take(2))

class Topic:
    def __init__(self):
        self.subs = {}
    def subscribe(self, name, size):
        self.subs[name] = asyncio.Queue(size)
        return self.subs[name]
    def publish(self, x):
        dropped = []
        for name, q in list(self.subs.items()):
            try:
                q.put_nowait(x)
            except asyncio.QueueFull:
                q.get_nowait()
                q.put_nowait(x)
                dropped.append(name)
        return dropped

async def subscriber(topic, name, size, d, stop):
    q = topic.subscribe(name, size)
    got = []
    try:
        while True:
            getter = asyncio.create_task(q.get())
            stopper = asyncio.create_task(stop.wait())
            done, pending = await asyncio.wait({getter, stopper}, return_when=asyncio.FIRST_COMPLETED)
            for p in pending:
                p.cancel()
            if getter in done:
                got.append(getter.result())
                await asyncio.sleep(d)
            if stopper in done:
                return name, got
    finally:
        del topic.subs[name]
        print(name, "unsubscribed")

async def pubsub():
    topic, stop = Topic(), asyncio.Event()
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(subscriber(topic, n, s, d, stop)) for n, s, d in (("fast", 1, 0), ("slow", 2, 0.025), ("gone", 1, 0.001))]
        await asyncio.sleep(0)
        for i in range(8):
            d = topic.publish(i)
            if d:
                print("dropped for", d)
            if i == 4:
                ts[2].cancel()
            await asyncio.sleep(0.01)
        stop.set()
    print([t.result() for t in ts if not t.cancelled()], topic.subs)

async def retry(f, *, tries, base, deadline):
    loop = asyncio.get_running_loop()
    end = loop.time() + deadline
    for i in range(tries):
        try:
            async with asyncio.timeout_at(end):
                return await asyncio.wait_for(f(i), 0.02)
        except (TimeoutError, ConnectionError) as e:
            print("attempt", i, type(e).__name__, round(loop.time(), 4))
            if loop.time() >= end or i == tries - 1:
                raise RuntimeError("gave up") from e
        await asyncio.sleep(base * 2 ** i)

async def flaky(i):
    await asyncio.sleep((0.03, 0.001, 0.05, 0.002, 0.001)[i])
    if i in (1, 3):
        raise ConnectionResetError(i)
    return f"answer {i}"

async def retries():
    print(await retry(flaky, tries=5, base=0.001, deadline=1))
    for tries, deadline in ((4, 1), (5, 0.045)):
        try:
            print(await retry(flaky, tries=tries, base=0.005, deadline=deadline))
        except RuntimeError as e:
            print(e, repr(e.__cause__))

async def main():
    await limited()
    await pubsub()
    await retries()

asyncio.run(main())
