"""The page "Developing with asyncio", "Scheduling From Other Threads", concurrent.futures: errors and return values.
Matrix: CB-06, CB-08, CB-09, EXE-01"""
import asyncio, concurrent.futures, time

async def coro():
    await asyncio.sleep(1)
    return 3

def refused(f):
    try:
        f()
        print("no error")
    except Exception as e:
        print(repr(e))

async def threadsafe():
    loop = asyncio.get_running_loop()
    def in_thread():
        future = asyncio.run_coroutine_threadsafe(asyncio.sleep(1, result=3), loop)
        print(future.result(2))
        future = asyncio.run_coroutine_threadsafe(coro(), loop)
        time.sleep(0.5)
        print('The coroutine took too long, cancelling the task...', future.done(), future.running())
        print(future.cancel(), future.cancelled(), future.cancel())
        try:
            future.result()
        except concurrent.futures.CancelledError as e:
            print(type(e).__name__)
        async def fails():
            raise LookupError("x")
        future = asyncio.run_coroutine_threadsafe(fails(), loop)
        future.add_done_callback(lambda f: print("done", f.done(), f.cancelled()))
        refused(future.result)
        print(repr(future.exception()))
        print(future.cancel())
        future.add_done_callback(lambda f: print("at once"))
        return "end"
    print(await asyncio.to_thread(in_thread))

def nap(seconds):
    time.sleep(seconds)

async def pools():
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor(max_workers=1) as pool:
        a = pool.submit(nap, 0.2)
        b = pool.submit(pow, 2, 5)
        print(b.cancel(), b.cancelled(), a.cancel() if a.running() else False)
        await asyncio.wrap_future(a)
        try:
            await asyncio.wrap_future(b)
        except asyncio.CancelledError as e:
            print("cancelled")
        c = pool.submit(pow, 2, 5)
        w = asyncio.wrap_future(c)
        print(await w, c.result(), asyncio.isfuture(w), asyncio.isfuture(c), asyncio.wrap_future(w) is w)
    loop.set_default_executor(concurrent.futures.ThreadPoolExecutor(max_workers=2))
    started = loop.time()
    await asyncio.gather(*(loop.run_in_executor(None, nap, 0.1) for i in range(4)))
    print(f"{loop.time() - started:.1f}")

async def debugging():
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    print(loop.get_debug())
    refused(lambda: loop.call_soon(coro))
    refused(lambda: loop.call_later(1, coro))
    refused(lambda: loop.call_at(1, coro))
    def wrong_thread():
        refused(lambda: loop.call_soon(print))
        refused(lambda: loop.call_later(1, print))
        refused(lambda: loop.call_at(1, print))
        loop.call_soon_threadsafe(print, "right")
    await asyncio.to_thread(wrong_thread)
    loop.slow_callback_duration = 0.3
    time.sleep(0.2)
    await asyncio.sleep(0)
    time.sleep(0.4)
    await asyncio.sleep(0)
    loop.set_debug(False)
    time.sleep(0.4)
    await asyncio.sleep(0)

async def main():
    await threadsafe()
    await pools()
    await debugging()

asyncio.run(main())
