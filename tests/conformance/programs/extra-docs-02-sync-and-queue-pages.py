"""The pages "Synchronization Primitives" and "Queues": errors, reprs, examples; primitives in two loops.
Matrix: LOCK-01, COND-01, SEM-01, BAR-01, Q-01"""
import asyncio, re

def bare(x):
    return re.sub(r" at 0x[0-9a-f]+", "", repr(x))

def refused(f):
    try:
        f()
        print("no error")
    except Exception as e:
        print(bare(e))

async def refused_await(aw):
    try:
        print("no error", await aw)
    except Exception as e:
        print(bare(e))

async def locks():
    lock = asyncio.Lock()
    print(bare(lock))
    refused(lock.release)
    print(await lock.acquire(), lock.locked(), bare(lock))
    async def other():
        async with lock:
            print("other has it")
    t = asyncio.create_task(other())
    await asyncio.sleep(0)
    print(bare(lock))
    lock.release()
    print(lock.locked(), bare(lock))
    await t

async def events():
    event = asyncio.Event()
    print(bare(event))
    async def waiter(event):
        print('waiting for it ...')
        r = await event.wait()
        print('... got it!', r)
    waiter_task = asyncio.create_task(waiter(event))
    await asyncio.sleep(1)
    print(bare(event))
    event.set()
    print(bare(event), event.is_set(), await event.wait())
    await waiter_task
    event.clear()
    print(bare(event))

async def conditions():
    cond = asyncio.Condition()
    print(bare(cond))
    refused(cond.notify)
    refused(cond.notify_all)
    refused(cond.release)
    await refused_await(cond.wait())
    await refused_await(cond.wait_for(lambda: 0))
    await refused_await(cond.wait_for(lambda: "at once"))
    async def waits():
        async with cond:
            r = await cond.wait_for(lambda: ready and "value")
            print("got", r)
    ready = []
    ts = [asyncio.create_task(waits()) for i in range(2)]
    await asyncio.sleep(0)
    print(bare(cond))
    async with cond:
        print(bare(cond), cond.locked())
        cond.notify(5)
    await asyncio.sleep(0.1)
    ready.append(1)
    await cond.acquire()
    cond.notify(0)
    cond.notify_all()
    cond.release()
    await asyncio.wait(ts)

async def semaphores():
    refused(lambda: asyncio.Semaphore(-1))
    refused(lambda: asyncio.BoundedSemaphore(-2))
    sem = asyncio.Semaphore(2)
    print(bare(sem), sem.locked())
    await sem.acquire()
    await sem.acquire()
    print(bare(sem), sem.locked())
    async def work(n):
        async with sem:
            print("in", n)
            await asyncio.sleep(0.1)
    ts = [asyncio.create_task(work(n)) for n in range(2)]
    await asyncio.sleep(0)
    print(bare(sem))
    sem.release()
    print(bare(sem), sem.locked())
    sem.release()
    await asyncio.wait(ts)
    sem.release()
    print(bare(sem))
    b = asyncio.BoundedSemaphore(1)
    print(bare(b))
    refused(b.release)
    zero = asyncio.Semaphore(0)
    print(bare(zero), zero.locked())

async def barriers():
    refused(lambda: asyncio.Barrier(0))
    refused(lambda: asyncio.Barrier(-1))
    b = asyncio.Barrier(3)
    for i in range(2):
        asyncio.create_task(b.wait())
    print(bare(b), b.parties, b.n_waiting, b.broken)
    await asyncio.sleep(0)
    print(bare(b), b.n_waiting)
    i = await b.wait()
    print("place", i)
    if i == 0:
        print("the first")
    print(bare(b))
    await asyncio.sleep(0)
    print("barrier passed", bare(b))
    async def waits():
        try:
            async with b as position:
                print("position", position)
        except asyncio.BrokenBarrierError as e:
            print(repr(e), isinstance(e, RuntimeError))
    ts = [asyncio.create_task(waits()) for i in range(2)]
    await asyncio.sleep(0)
    await b.reset()
    print(bare(b), b.broken)
    await asyncio.wait(ts)
    ts = [asyncio.create_task(waits()) for i in range(2)]
    await asyncio.sleep(0)
    await b.abort()
    print(bare(b), b.broken)
    await asyncio.wait(ts)
    await refused_await(b.wait())
    await b.reset()
    print(bare(b), b.broken)

async def queues():
    q = asyncio.Queue()
    print(bare(q), q.maxsize, q.qsize(), q.empty(), q.full())
    refused(q.get_nowait)
    refused(q.task_done)
    q = asyncio.Queue(maxsize=2)
    for i in range(2):
        q.put_nowait(str(i))
    print(bare(q), q.full())
    refused(lambda: q.put_nowait("3"))
    async def puts(i):
        await q.put(i)
        print("put", i)
    t = asyncio.create_task(puts("x"))
    await asyncio.sleep(0)
    print(bare(q))
    print(await q.get())
    await t
    print(bare(q))
    async def gets():
        print("got", await q.get())
        q.task_done()
    ts = [asyncio.create_task(gets()) for i in range(3)]
    await asyncio.sleep(0)
    print(bare(q))
    await q.put("1.5")
    await asyncio.wait(ts)
    q.task_done()
    print(bare(q))
    refused(q.task_done)
    await q.join()
    p = asyncio.PriorityQueue()
    for item in (5, 1, 4, 2, 3):
        await p.put(item)
    print(bare(p))
    print([p.get_nowait() for i in range(5)])
    l = asyncio.LifoQueue(-1)
    for item in "abc":
        l.put_nowait(item)
    print(bare(l), l.full(), l.maxsize)
    print(l.get_nowait(), l.qsize())

async def worker(name, queue):
    while True:
        sleep_for = await queue.get()
        await asyncio.sleep(sleep_for)
        queue.task_done()
        print(f'{name} has slept for {sleep_for:.2f} seconds')

async def work_is_shared():
    queue = asyncio.Queue()
    total_sleep_time = 0
    for i in range(20):
        sleep_for = 0.05 + (i * 7 % 20) / 20
        total_sleep_time += sleep_for
        queue.put_nowait(sleep_for)
    tasks = []
    for i in range(3):
        task = asyncio.create_task(worker(f'worker-{i}', queue))
        tasks.append(task)
    started_at = asyncio.get_running_loop().time()
    await queue.join()
    total_slept_for = asyncio.get_running_loop().time() - started_at
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print('====')
    print(f'3 workers slept in parallel for {total_slept_for:.2f} seconds')
    print(f'total expected sleep time: {total_sleep_time:.2f} seconds')

async def main():
    await locks()
    await events()
    await conditions()
    await semaphores()
    await barriers()
    await queues()
    await work_is_shared()

asyncio.run(main())

lock, event, queue, sem, cond = asyncio.Lock(), asyncio.Event(), asyncio.Queue(), asyncio.Semaphore(0), asyncio.Condition()
barrier = asyncio.Barrier(2)

async def bound():
    for aw in (event.wait(), queue.get(), sem.acquire(), barrier.wait()):
        t = asyncio.create_task(aw)
        await asyncio.sleep(0)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            print("cancelled")
        except RuntimeError as e:
            print(bare(e))
    await lock.acquire()
    t = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    lock.release()
    try:
        print(await t)
    except RuntimeError as e:
        print(bare(e))
    if lock.locked():
        lock.release()
    async with cond:
        try:
            await asyncio.wait_for(cond.wait(), 1)
        except TimeoutError:
            print("timeout")
        except RuntimeError as e:
            print(bare(e))

asyncio.run(bound())
asyncio.run(bound())
