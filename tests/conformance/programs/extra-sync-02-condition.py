"""A condition: notified, cancelled while it takes the lock again, sharing a lock, with a limit.
Matrix: COND-01, COND-02, COND-03, COND-04, COND-05, COND-07"""
import asyncio

async def consumer(cond, name, log):
    async with cond:
        log.append(name + " waits")
        try:
            await cond.wait()
            print(name, "notified", cond.locked())
        except asyncio.CancelledError:
            print(name, "cancelled", cond.locked())
            raise

async def notified():
    cond = asyncio.Condition()
    try:
        await cond.wait()
    except RuntimeError as e:
        print(repr(e))
    try:
        cond.notify()
    except RuntimeError as e:
        print(repr(e))
    log = []
    ts = [asyncio.create_task(consumer(cond, n, log)) for n in "abcd"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log)
    async with cond:
        cond.notify(2)
        ts[2].cancel()
        await asyncio.sleep(0.01)
        print("main still has the lock")
    await asyncio.sleep(0.01)
    async with cond:
        cond.notify_all()
    print([repr(r) for r in await asyncio.gather(*ts, return_exceptions=True)])

async def cancelled_while_it_takes_the_lock():
    cond, log = asyncio.Condition(), []
    t = asyncio.create_task(consumer(cond, "e", log))
    await asyncio.sleep(0)
    await cond.acquire()
    t.cancel()
    await asyncio.sleep(0.01)
    print("t done:", t.done())
    t.cancel()
    await asyncio.sleep(0.01)
    print("t done:", t.done())
    cond.release()
    try:
        await t
    except asyncio.CancelledError as e:
        print("t ended", repr(e), cond.locked())

async def shared_lock():
    lock = asyncio.Lock()
    c1, c2 = asyncio.Condition(lock), asyncio.Condition(lock=lock)
    n = 0
    async def inc():
        nonlocal n
        for i in range(3):
            async with c2:
                n += 1
                c1.notify_all()
            await asyncio.sleep(0.005)
    t = asyncio.create_task(inc())
    async with c1:
        print(await c1.wait_for(lambda: n >= 2), n, lock.locked())
        try:
            await asyncio.wait_for(c1.wait_for(lambda: n > 10), 0.05)
        except TimeoutError as e:
            print("timeout", repr(e), lock.locked())
    print(lock.locked(), c2.locked())
    await t

async def main():
    await notified()
    await cancelled_while_it_takes_the_lock()
    await shared_lock()

asyncio.run(main())
