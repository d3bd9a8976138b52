"""A supervisor that starts again what has died, with a circuit breaker.
Matrix: TASK-11, EXC-02, RUN-06"""
import asyncio

class CircuitOpen(Exception):
    pass

class Breaker:
    def __init__(self, limit, cooldown):
        self.limit, self.cooldown = limit, cooldown
        self.failures, self.state, self.opened = 0, "closed", None
    async def call(self, f, *args):
        loop = asyncio.get_running_loop()
        if self.state == "open":
            if loop.time() - self.opened < self.cooldown:
                raise CircuitOpen(f"open for {self.cooldown - (loop.time() - self.opened):.3f} more")
            self.state = "half-open"
        try:
            result = await f(*args)
        except Exception:
            self.failures += 1
            if self.failures >= self.limit or self.state == "half-open":
                self.state, self.opened = "open", loop.time()
            raise
        else:
            self.failures, self.state = 0, "closed"
            return result

class Supervisor:
    def __init__(self, max_restarts):
        self.max_restarts, self.children, self.log = max_restarts, {}, []
    async def _guard(self, name, factory):
        restarts = 0
        while True:
            try:
                await factory()
            except asyncio.CancelledError:
                self.log.append(f"{name} stopped")
                raise
            except Exception as e:
                restarts += 1
                self.log.append(f"{name} died {e!r}")
                if restarts > self.max_restarts:
                    self.log.append(f"{name} given up")
                    return restarts
                await asyncio.sleep(0.01 * 2 ** restarts)
            else:
                self.log.append(f"{name} finished")
                return restarts
    def start(self, name, factory):
        task = asyncio.create_task(self._guard(name, factory), name=name)
        self.children[name] = task
        task.add_done_callback(self._gone)
    def _gone(self, task):
        print(task.get_name(), "gone", "cancelled" if task.cancelled() else task.result())
        del self.children[task.get_name()]
    async def stop(self):
        for t in list(self.children.values()):
            t.cancel()
        await asyncio.gather(*self.children.values(), return_exceptions=True)

calls = 0
async def flaky(breaker):
    async def call():
        global calls
        calls += 1
        await asyncio.sleep(0.005)
        if calls % 3:
            raise ConnectionError(f"call {calls}")
        return calls
    print("got", await breaker.call(call))

async def steady():
    while True:
        await asyncio.sleep(0.03)
        print("steady", round(asyncio.get_running_loop().time(), 3))

async def main():
    b = Breaker(2, 0.05)
    s = Supervisor(4)
    s.start("flaky", lambda: flaky(b))
    s.start("steady", steady)
    s.start("once", lambda: asyncio.sleep(0.02))
    s.start("bad", lambda: 1 / 0)
    await asyncio.sleep(0.2)
    print(list(s.children), b.state)
    await s.stop()
    for line in s.log:
        print(line)
    print(s.children)

asyncio.run(main())
