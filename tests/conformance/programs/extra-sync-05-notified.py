"""Who is notified when waiters are cancelled, before the notification and while they get the lock.
Matrix: COND-01, COND-02, COND-05"""
import asyncio

async def waiter(cond, name, hold=0):
    try:
        async with cond:
            print(name, "waits")
            await cond.wait()
            print(name, "notified")
            await asyncio.sleep(hold)
    except asyncio.CancelledError as e:
        print(name, "cancelled", repr(e), cond.locked())
        raise
    return name

async def order():
    cond = asyncio.Condition()
    ts = [asyncio.create_task(waiter(cond, n), name=n) for n in "abcde"]
    await asyncio.sleep(0)
    ts[1].cancel("b goes")
    ts[3].cancel("d goes")
    async with cond:
        cond.notify(2)
    await asyncio.sleep(0.01)
    print([t.done() for t in ts])
    async with cond:
        cond.notify(5)
        print("notified all that are left", cond.locked())
    print(await asyncio.gather(*ts, return_exceptions=True))

async def while_reacquiring():
    cond = asyncio.Condition()
    ts = [asyncio.create_task(waiter(cond, n, 0.01)) for n in "xyz"]
    await asyncio.sleep(0)
    async with cond:
        cond.notify_all()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        ts[1].cancel("while it waits for the lock")
        ts[0].cancel()
        await asyncio.sleep(0)
        print("still held", [t.done() for t in ts])
    print([repr(r) for r in await asyncio.gather(*ts, return_exceptions=True)])
    print(cond.locked())

async def timeouts():
    cond = asyncio.Condition()
    items = []
    async def consumer(name, n):
        try:
            async with asyncio.timeout(0.02):
                async with cond:
                    r = await cond.wait_for(lambda: len(items) >= n and items)
                    print(name, "sees", r)
                    return items.pop(0)
        except TimeoutError:
            print(name, "gives up", cond.locked())
    async def producer():
        for i in range(3):
            await asyncio.sleep(0.005)
            async with cond:
                items.append(i)
                cond.notify_all()
    print(await asyncio.gather(consumer("one", 1), consumer("two", 2), consumer("three", 3), producer()))
    print(items)

async def misuse():
    cond = asyncio.Condition()
    for f in (cond.notify, cond.notify_all, cond.release):
        try:
            f()
        except RuntimeError as e:
            print(repr(e))
    try:
        await cond.wait()
    except RuntimeError as e:
        print(repr(e))
    lock = asyncio.Lock()
    c1, c2 = asyncio.Condition(lock), asyncio.Condition(lock=lock)
    async with c1:
        print(c1.locked(), c2.locked(), lock.locked())
        c2.notify()
    await lock.acquire()
    try:
        await asyncio.wait_for(c1.acquire(), 0.01)
    except TimeoutError as e:
        print(repr(e), c1.locked())
    lock.release()

async def main():
    await order()
    await while_reacquiring()
    await timeouts()
    await misuse()

asyncio.run(main())
