"""A lock: who waits is served in turn, also when those before are cancelled as they are woken.
Matrix: LOCK-01, LOCK-02, LOCK-04, LOCK-05"""
import asyncio

async def waiter(lock, name):
    try:
        async with lock:
            print(name, "in")
            await asyncio.sleep(0)
            print(name, "out")
    except asyncio.CancelledError:
        print(name, "cancelled", lock.locked())
        raise

async def in_line():
    lock = asyncio.Lock()
    try:
        lock.release()
    except RuntimeError as e:
        print(repr(e))
    print(await lock.acquire(), lock.locked())
    tasks = [asyncio.create_task(waiter(lock, f"w{i}"), name=f"w{i}") for i in range(4)]
    await asyncio.sleep(0)
    lock.release()
    print(tasks[0].cancel(), lock.locked())
    await asyncio.sleep(0)
    tasks[2].cancel("late")
    results = await asyncio.gather(*tasks, return_exceptions=True)
    print([repr(r) for r in results])
    print(lock.locked())

async def before_it_is_woken():
    lock = asyncio.Lock()
    await lock.acquire()
    a = asyncio.create_task(waiter(lock, "a"))
    b = asyncio.create_task(waiter(lock, "b"))
    await asyncio.sleep(0.01)
    a.cancel()
    lock.release()
    await lock.acquire()
    print("main has it")
    lock.release()
    await asyncio.wait([a, b])
    print(a.cancelled(), b.cancelled())

async def with_a_limit():
    lock = asyncio.Lock()
    await lock.acquire()
    try:
        await asyncio.wait_for(lock.acquire(), 0.02)
    except TimeoutError:
        print("timeout", lock.locked())
    lock.release()
    print(await asyncio.wait_for(lock.acquire(), 0.02), lock.locked())
    lock.release()

async def main():
    await in_line()
    await before_it_is_woken()
    await with_a_limit()

asyncio.run(main())
