"""Methods as coroutines, managers and errors of one's own, items with an order, awaitables.
Matrix: CORO-06, EXC-06, Q-07, SEM-01, TG-02, GATH-05"""
import asyncio, dataclasses, functools

class AppError(Exception):
    pass

class Refused(AppError):
    def __init__(self, name, code):
        super().__init__(f"{name} refused")
        self.code = code

class Stop(BaseException):
    pass

@functools.total_ordering
@dataclasses.dataclass(eq=True)
class Job:
    priority: int
    name: str
    def __lt__(self, other):
        return self.priority < other.priority

class Pool:
    def __init__(self, size):
        self.size, self.free, self.used = size, asyncio.Semaphore(size), 0
    async def __aenter__(self):
        await self.free.acquire()
        self.used += 1
        print("taken", self.used)
        return self.used
    async def __aexit__(self, kind, error, traceback):
        self.used -= 1
        self.free.release()
        print("given back", self.used, kind and kind.__name__)
        return kind is Refused

class Worker:
    def __init__(self, name, queue, pool):
        self.name, self.queue, self.pool, self.done = name, queue, pool, []
    async def run(self):
        while True:
            job = await self.queue.get()
            await self.work(job)
            self.queue.task_done()
    async def work(self, job):
        async with self.pool as n:
            print(self.name, "works on", job.name, "as", n)
            await asyncio.sleep(0.01 * job.priority)
            if job.name == "bad":
                raise Refused(job.name, 7)
            self.done.append(job.name)

class Ticket:
    def __init__(self, n):
        self.n = n
    def __await__(self):
        print("ticket", self.n)
        yield
        print("ticket", self.n, "again")
        return self.n * 2

async def errors():
    async def fails(e):
        raise e
    for e in (Refused("x", 3), AppError("plain"), Stop("now"), Stop()):
        try:
            await asyncio.create_task(fails(e))
        except Refused as r:
            print("Refused", repr(r), r.code)
        except AppError as r:
            print("AppError", repr(r))
        except Stop as r:
            print("Stop", repr(r), isinstance(r, Exception))
    r = await asyncio.gather(fails(Refused("g", 1)), fails(Stop("s")), return_exceptions=True)
    print(r)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails(Refused("t", 2)))
            tg.create_task(fails(AppError("u")))
    except* Refused as eg:
        print("refused:", [e.code for e in eg.exceptions])
    except* AppError as eg:
        print("others:", eg.exceptions)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails(Stop("group")))
    except BaseExceptionGroup as eg:
        print(type(eg).__name__, repr(eg))

async def pool():
    queue, pool = asyncio.PriorityQueue(), Pool(2)
    for job in (Job(3, "slow"), Job(1, "quick"), Job(2, "bad"), Job(1, "second")):
        queue.put_nowait(job)
    workers = [Worker(n, queue, pool) for n in ("ann", "bob", "cat")]
    tasks = [asyncio.create_task(w.run(), name=w.name) for w in workers]
    await queue.join()
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print({w.name: w.done for w in workers}, pool.used)

async def tickets():
    print(await Ticket(1))
    print(await asyncio.gather(Ticket(2), Ticket(3)))
    print(await asyncio.wait_for(Ticket(4), 1))
    t = asyncio.ensure_future(Ticket(5))
    print(await t)

async def main():
    await errors()
    await pool()
    await tickets()

asyncio.run(main())
