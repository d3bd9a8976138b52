"""Threads with limits, cancelled while queued, gathered, calling back into the loop, shielded, left behind.
Matrix: EXE-01, EXE-02, EXE-05, EXE-06, EXE-08, RUN-08"""
import asyncio, concurrent.futures, time, functools

def work(d, result=None, fail=None):
    time.sleep(d)
    if fail:
        raise fail
    return result

async def results():
    loop = asyncio.get_running_loop()
    print(await asyncio.to_thread(work, 0.01, result="r"))
    print(await loop.run_in_executor(None, functools.partial(work, 0.01, "p")))
    try:
        await asyncio.to_thread(work, 0, fail=ValueError("thread"))
    except ValueError as e:
        print(repr(e))

async def time_limits():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.wait_for(asyncio.to_thread(work, 0.05, "late"), 0.01)
    except TimeoutError:
        print("timeout", loop.time())
    try:
        async with asyncio.timeout(0.01):
            await loop.run_in_executor(None, work, 0.05, "late")
    except TimeoutError:
        print("timeout", loop.time())

async def one_worker():
    loop = asyncio.get_running_loop()
    pool = concurrent.futures.ThreadPoolExecutor(max_workers=1)
    fs = [loop.run_in_executor(pool, work, 0.01, i) for i in range(4)]
    await asyncio.sleep(0.005)
    print(fs[0].cancel(), fs[2].cancel(), fs[2].cancelled(), fs[2].cancel())
    print([repr(r) for r in await asyncio.gather(*fs, return_exceptions=True)], loop.time())
    fs = [loop.run_in_executor(pool, work, 0.01, i, ValueError(f"v{i}") if i == 1 else None) for i in range(3)]
    try:
        await asyncio.gather(*fs)
    except ValueError as e:
        print(repr(e), [f.done() for f in fs])
    done, pending = await asyncio.wait(fs)
    print(len(done), len(pending))
    for c in asyncio.as_completed([asyncio.to_thread(work, d, d) for d in (0.03, 0.01, 0.02)]):
        print(await c)

async def back_into_the_loop():
    loop = asyncio.get_running_loop()
    def calls_back():
        loop.call_soon_threadsafe(print, "from a thread")
        f = asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, "slept"), loop)
        r = f.result()
        g = asyncio.run_coroutine_threadsafe(fails(), loop)
        try:
            g.result()
        except KeyError as e:
            return r, repr(e)
    async def fails():
        await asyncio.sleep(0)
        raise KeyError("in the loop")
    print(await asyncio.to_thread(calls_back))

async def pools():
    loop = asyncio.get_running_loop()
    pool = concurrent.futures.ThreadPoolExecutor(max_workers=1)
    sh = asyncio.shield(loop.run_in_executor(pool, work, 0.02, "shielded"))
    try:
        await asyncio.wait_for(sh, 0.01)
    except TimeoutError:
        print("shield timeout")
    await asyncio.sleep(0.02)
    print(await asyncio.gather(*(loop.run_in_executor(None, work, 0.01, i) for i in range(8))), loop.time())
    pool.shutdown()
    with concurrent.futures.ThreadPoolExecutor(2) as pool2:
        r = await loop.run_in_executor(pool2, work, 0.01, "with")
        print(r)
    t = asyncio.create_task(asyncio.to_thread(work, 1, "left behind"))
    await asyncio.sleep(0)
    print("main ends")

async def main():
    await results()
    await time_limits()
    await one_worker()
    await back_into_the_loop()
    await pools()

asyncio.run(main())
print("over")
