"""What is built on locks: readers and writers, diners with a waiter, locks with limits of time.
Matrix: COND-04, COND-05, LOCK-05, SEM-01"""
import asyncio

class RWLock:
    def __init__(self):
        self.cond, self.readers, self.writer, self.waiting = asyncio.Condition(), 0, False, 0
    async def read(self, name, d):
        async with self.cond:
            await self.cond.wait_for(lambda: not self.writer and not self.waiting)
            self.readers += 1
        try:
            print(name, "reads with", self.readers)
            await asyncio.sleep(d)
        finally:
            async with self.cond:
                self.readers -= 1
                self.cond.notify_all()
    async def write(self, name, d):
        async with self.cond:
            self.waiting += 1
            try:
                await self.cond.wait_for(lambda: not self.writer and not self.readers)
            finally:
                self.waiting -= 1
            self.writer = True
        try:
            print(name, "writes")
            await asyncio.sleep(d)
        finally:
            async with self.cond:
                self.writer = False
                self.cond.notify_all()

async def rw():
    lock = RWLock()
    ts = [asyncio.create_task(lock.read("r1", 0.02)), asyncio.create_task(lock.read("r2", 0.01)), asyncio.create_task(lock.write("w1", 0.01)),
          asyncio.create_task(lock.read("r3", 0.01)), asyncio.create_task(lock.write("w2", 0.01)), asyncio.create_task(lock.write("w3", 0.01))]
    await asyncio.sleep(0.005)
    ts[4].cancel()
    await asyncio.sleep(0.02)
    ts[2].cancel()
    r = await asyncio.gather(*ts, return_exceptions=True)
    print([type(x).__name__ for x in r], lock.readers, lock.writer, lock.waiting)

class Table:
    def __init__(self, n):
        self.forks = [asyncio.Lock() for _ in range(n)]
        self.waiter = asyncio.BoundedSemaphore(n - 1)
    async def dine(self, i, meals):
        for m in range(meals):
            async with self.waiter, self.forks[i], self.forks[(i + 1) % len(self.forks)]:
                print("eats", i, m)
                await asyncio.sleep(0.003 * (i + 1))
            await asyncio.sleep(0)

async def dinner():
    t = Table(4)
    try:
        async with asyncio.timeout(0.05):
            await asyncio.gather(*(t.dine(i, 3) for i in range(4)))
        print("all fed")
    except TimeoutError:
        print("too slow", [f.locked() for f in t.forks], t.waiter.locked())

async def locks_with_timeouts():
    lock = asyncio.Lock()
    async def hold(name, d, patience):
        try:
            await asyncio.wait_for(lock.acquire(), patience)
        except TimeoutError:
            return f"{name} gave up"
        try:
            await asyncio.sleep(d)
        finally:
            lock.release()
        return f"{name} had it"
    print(await asyncio.gather(hold("a", 0.02, 1), hold("b", 0.02, 0.01), hold("c", 0.01, 0.02), hold("d", 0, 0.05)))
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError as e:
        print(e)

async def main():
    await rw()
    await dinner()
    await locks_with_timeouts()

asyncio.run(main())
