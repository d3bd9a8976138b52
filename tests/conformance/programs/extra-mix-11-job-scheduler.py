"""A job scheduler: dependencies as gathers of gathers, a cancelled subtree, a failing job, a watchdog.
Matrix: GATH-09, GATH-13, SEM-01, TASK-04"""
import asyncio, heapq

class Job:
    def __init__(self, name, cost, *deps, fails=False):
        self.name, self.cost, self.deps, self.fails = name, cost, deps, fails

class Scheduler:
    def __init__(self, jobs, workers):
        self.jobs = {j.name: j for j in jobs}
        self.futures, self.slots = {}, asyncio.Semaphore(workers)
        self.listeners, self.active = [], set()
    def on(self, fn):
        self.listeners.append(fn)
    def emit(self, *event):
        loop = asyncio.get_running_loop()
        for fn in self.listeners:
            loop.call_soon(fn, *event)
    def submit(self, name):
        if name not in self.futures:
            self.futures[name] = asyncio.create_task(self._run(self.jobs[name]), name=name)
        return self.futures[name]
    async def _run(self, job):
        try:
            if job.deps:
                await asyncio.gather(*(self.submit(d) for d in job.deps))
        except Exception as e:
            self.emit("skipped", job.name)
            raise RuntimeError(f"{job.name} needs more") from e
        async with self.slots:
            self.active.add(job.name)
            self.emit("start", job.name)
            try:
                await asyncio.sleep(job.cost)
                if job.fails:
                    raise ValueError(job.name)
            except asyncio.CancelledError:
                self.emit("cancelled", job.name)
                raise
            finally:
                self.active.discard(job.name)
        self.emit("end", job.name)
        return round(asyncio.get_running_loop().time(), 4)

async def watchdog(s, limit, task):
    while not task.done():
        await asyncio.sleep(limit)
        print("watchdog sees", sorted(s.active))

async def run(jobs, goals, cancel=None, at=None):
    s = Scheduler([Job(*j[:2], *j[2], fails=j[3]) for j in jobs], 2)
    s.on(lambda kind, name: print(kind, name))
    all_ = asyncio.gather(*(s.submit(g) for g in goals), return_exceptions=True)
    dog = asyncio.create_task(watchdog(s, 0.02, all_))
    if cancel:
        asyncio.get_running_loop().call_later(at, lambda: s.futures[cancel].cancel(f"{cancel} is not wanted"))
    results = await all_
    await dog
    for g, r in zip(goals, results):
        print(g, repr(r), repr(getattr(r, "__cause__", None)))
    print(sorted(n for n, f in s.futures.items() if f.cancelled()))

async def main():
    jobs = [("lib", 0.01, (), False), ("gen", 0.015, (), False), ("core", 0.01, ("lib", "gen"), False), ("app", 0.01, ("core", "res"), False),
            ("res", 0.03, (), False), ("test", 0.02, ("app", "core"), False), ("docs", 0.005, ("gen",), True), ("site", 0.01, ("docs", "app"), False)]
    await run(jobs, ["test", "site"])
    await run(jobs, ["app", "test", "docs"], "core", 0.012)

asyncio.run(main())
