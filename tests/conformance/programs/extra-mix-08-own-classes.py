"""Classes of one's own: a counter, something to await (twice in one gather), handlers, a readers' and writers' lock, a debouncer.
Matrix: GATH-07, COND-02, CB-04"""
import asyncio

class Countdown:
    def __init__(self, n, d):
        self.n, self.d = n, d
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(self.d)
        return self.n

class Deferred:
    def __init__(self):
        self._fut = asyncio.get_running_loop().create_future()
    def resolve(self, x):
        if not self._fut.done():
            self._fut.set_result(x)
    def __await__(self):
        print("awaiting")
        r = yield from self._fut.__await__()
        return r * 2

class Emitter:
    def __init__(self):
        self.handlers = {}
    def on(self, name, h):
        self.handlers.setdefault(name, []).append(h)
        return lambda: self.handlers[name].remove(h)
    async def emit(self, name, *args):
        hs = self.handlers.get(name, [])
        rs = await asyncio.gather(*(h(*args) for h in hs), return_exceptions=True)
        return [r if not isinstance(r, Exception) else type(r).__name__ for r in rs]

class RWLock:
    def __init__(self):
        self.cond, self.readers, self.writing = asyncio.Condition(), 0, False
    async def read(self, name, d):
        async with self.cond:
            await self.cond.wait_for(lambda: not self.writing)
            self.readers += 1
        try:
            print(name, "reads", self.readers)
            await asyncio.sleep(d)
        finally:
            async with self.cond:
                self.readers -= 1
                self.cond.notify_all()
    async def write(self, name, d):
        async with self.cond:
            await self.cond.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True
        try:
            print(name, "writes")
            await asyncio.sleep(d)
        finally:
            async with self.cond:
                self.writing = False
                self.cond.notify_all()

class Debouncer:
    def __init__(self, delay, f):
        self.delay, self.f, self.handle = delay, f, None
    def __call__(self, *args):
        if self.handle:
            self.handle.cancel()
        self.handle = asyncio.get_running_loop().call_later(self.delay, self.f, *args)

async def main():
    loop = asyncio.get_running_loop()
    async for i in Countdown(3, 0.01):
        print("count", i)
    print([i async for i in Countdown(2, 0)])
    d = Deferred()
    loop.call_later(0.01, d.resolve, 21)
    print(await d)
    d2 = Deferred()
    t = asyncio.ensure_future(d2)
    await asyncio.sleep(0)
    d2.resolve(4)
    print(await asyncio.wait_for(t, 1), await asyncio.gather(d2, d2))
    e = Emitter()
    async def slow(x):
        await asyncio.sleep(0.01)
        return x + 1
    async def bad(x):
        raise KeyError(x)
    off = e.on("x", slow)
    e.on("x", bad)
    print(await e.emit("x", 1), await e.emit("y"))
    off()
    print(await e.emit("x", 2))
    rw = RWLock()
    w = asyncio.create_task(rw.write("w2", 0.01))
    ts = [asyncio.create_task(rw.read("r1", 0.02)), w, asyncio.create_task(rw.read("r2", 0.01)),
          asyncio.create_task(rw.write("w1", 0.01)), asyncio.create_task(rw.read("r3", 0.01))]
    await asyncio.sleep(0.005)
    ts[3].cancel()
    print([r if r is None else type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)])
    deb = Debouncer(0.01, print)
    for i in range(4):
        deb("debounced", i)
        await asyncio.sleep(0.004 * i)
    await asyncio.sleep(0.02)

asyncio.run(main())
