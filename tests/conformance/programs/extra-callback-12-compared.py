"""Timers compared and cancelled, handles cancelled from within, chains of callbacks, print and objects as callbacks.
Matrix: CB-01, CB-02, CB-04, CB-05, CB-06, CB-07, TASK-12"""
import asyncio

log = []

class Clock:
    def __init__(self, loop):
        self.loop, self.n = loop, 0
    def tick(self, limit, label="tick"):
        self.n += 1
        print(label, self.n, round(self.loop.time(), 3))
        if self.n < limit:
            self.handle = self.loop.call_later(0.01, self.tick, limit, label)

async def timers():
    loop = asyncio.get_running_loop()
    c = Clock(loop)
    c.tick(3)
    await asyncio.sleep(0.05)
    hs = [loop.call_later(0.01, log.append, i) for i in range(5)]
    hs[0].cancel()
    loop.call_later(0.01, hs[4].cancel)
    loop.call_later(0.005, hs[3].cancel)
    loop.call_later(0.005, lambda: loop.call_later(0.005, log.append, "same time later armed"))
    loop.call_at(loop.time() + 0.01, log.append, "at")
    loop.call_later(-1, log.append, "negative")
    loop.call_soon(log.append, "soon")
    loop.call_at(0, log.append, "past")
    await asyncio.sleep(0.02)
    print([str(x) for x in log], [h.cancelled() for h in hs], hs[1].when() == hs[2].when(), hs[1] == hs[1], hs[1] == hs[2])
    a, b = loop.call_later(0.1, log.append, 1), loop.call_later(0.2, log.append, 2)
    print(a < b, b > a, a <= b, a >= b, a <= a, b < a, max(a, b) is b)
    a.cancel()
    b.cancel()
    log.clear()

async def handles():
    loop = asyncio.get_running_loop()
    h = loop.call_soon(log.append, "first")
    loop.call_soon(h.cancel)
    g = loop.call_soon(log.append, "second")
    loop.call_soon_threadsafe(log.append, "third")
    g.cancel()
    g.cancel()
    await asyncio.sleep(0)
    print(log, h.cancelled(), g.cancelled())
    log.clear()
    def chain(n):
        log.append(n)
        if n:
            loop.call_soon(chain, n - 1)
    loop.call_soon(chain, 3)
    for i in range(5):
        await asyncio.sleep(0)
        log.append("-")
    print([str(x) for x in log])

async def errors():
    loop = asyncio.get_running_loop()
    def raises():
        raise ZeroDivisionError("callback")
    loop.set_exception_handler(lambda l, ctx: print(type(ctx["exception"]).__name__, ctx["handle"].cancelled()))
    t = loop.call_later(0, raises)
    await asyncio.sleep(0.001)
    print(t.cancelled(), t.when() <= loop.time())
    t.cancel()
    print(t.cancelled())
    far = loop.call_later(3600, print, "never")
    async with asyncio.timeout(None):
        await asyncio.sleep(0)
    loop.call_later(0.01, loop.call_later, 0.01, print, "nested later")
    await asyncio.sleep(0.05)
    far.cancel()

class Counter:
    def __init__(self):
        self.n = 0
    def __call__(self, f):
        self.n += 1
        print("counter", self.n, f.result())

async def callables():
    f = asyncio.get_running_loop().create_future()
    one, other = Counter(), Counter()
    for c in (one, other, one, other, other):
        f.add_done_callback(c)
    print(f.remove_done_callback(one), f.remove_done_callback(one))
    f.add_done_callback(one)
    f.set_result("r")
    await asyncio.sleep(0)
    print(one.n, other.n)

async def main():
    await timers()
    await handles()
    await errors()
    await callables()

asyncio.run(main())
