"""Awaitables, managers and decorators of one's own; futures as arguments of callbacks.
Matrix: CORO-06, CB-01"""
import asyncio, functools

class Later:
    """An awaitable that makes its own future."""
    def __init__(self, delay, value):
        self.delay, self.value = delay, value
    def __await__(self):
        loop = asyncio.get_running_loop()
        f = loop.create_future()
        loop.call_later(self.delay, f.set_result, self.value)
        value = yield from f
        print("later", value)
        return value

class Lazy:
    def __init__(self, coro_fn):
        self.fn, self.task = coro_fn, None
    def __await__(self):
        if self.task is None:
            self.task = asyncio.ensure_future(self.fn())
        return self.task.__await__()

def logged(fn):
    @functools.wraps(fn)
    async def wrapper(*args):
        print("->", fn.__name__, args)
        try:
            return await fn(*args)
        finally:
            print("<-", fn.__name__)
    return wrapper

@logged
async def add(a, b):
    await asyncio.sleep(0.01)
    return a + b

class Suppress:
    def __init__(self, *kinds):
        self.kinds = kinds
    async def __aenter__(self):
        return None
    async def __aexit__(self, kind, error, tb):
        if kind and issubclass(kind, self.kinds):
            print("suppressed", repr(error))
            return True

class Transaction:
    def __init__(self, name):
        self.name = name
    async def __aenter__(self):
        await asyncio.sleep(0.001)
        print("begin", self.name)
        return self.name
    async def __aexit__(self, kind, error, tb):
        await asyncio.sleep(0.001)
        print("rollback" if kind else "commit", self.name)

async def custom():
    print(await Later(0.01, "v"))
    print(await asyncio.gather(Later(0.02, 1), Later(0.01, 2)))
    async def compute():
        print("computing")
        await asyncio.sleep(0.01)
        return 42
    lazy = Lazy(compute)
    async def reader(n):
        print("reader", n, await lazy)
    await asyncio.gather(*(reader(i) for i in range(3)))
    try:
        await asyncio.wait_for(Later(1, "never"), 0.01)
    except TimeoutError:
        print("timeout")

async def decorated():
    print(await add(1, 2))
    print(await asyncio.gather(add(3, 4), add(5, 6)))
    t = asyncio.create_task(add(7, 8))
    await asyncio.sleep(0.005)
    t.cancel()
    await asyncio.wait([t])
    print(t.cancelled())

async def managers():
    async with Suppress(KeyError, ValueError):
        async with Transaction("a") as a, Transaction("b"):
            print("in", a)
            raise ValueError("oops")
    async with Suppress(KeyError):
        async with Transaction("c"):
            pass
    try:
        async with Suppress(KeyError), Transaction("d"):
            raise TypeError("goes through")
    except TypeError as e:
        print(repr(e))
    async def cancelled():
        async with Suppress(asyncio.CancelledError), Transaction("e"):
            await asyncio.sleep(1)
        return "survived"
    t = asyncio.create_task(cancelled())
    await asyncio.sleep(0.01)
    t.cancel()
    print(await t, t.cancelling())

class Ticker:
    def __init__(self):
        self.count, self.loop = 0, asyncio.get_running_loop()
    def start(self, interval, n, done):
        self.handle = self.loop.call_later(interval, self.tick, interval, n, done)
    def tick(self, interval, n, done):
        self.count += 1
        print("tick", self.count, round(self.loop.time() % 1, 3))
        if self.count < n:
            self.start(interval, n, done)
        else:
            done.set_result(self.count)

async def ticker():
    t, done = Ticker(), asyncio.get_running_loop().create_future()
    t.start(0.01, 3, done)
    print(await done)
    loop = asyncio.get_running_loop()
    loop.call_soon(functools.partial(print, "partial", "args"))
    loop.call_soon(t.tick, 0.01, 0, loop.create_future())
    loop.call_soon(resolve, loop.create_future(), 5)
    loop.call_later(0.001, resolve, asyncio.create_task(add(0, 0)), 6)
    await asyncio.sleep(0.02)

def resolve(f, x):
    print('resolve', x, f.done())

async def main():
    await custom()
    await decorated()
    await managers()
    await ticker()

asyncio.run(main())
