"""A pool of one's own: submit() gives a future for threads, wrap_future() one for the loop.
Matrix: EXE-06, EXE-03, EXE-09"""
import asyncio, time
from concurrent.futures import ThreadPoolExecutor

def job(name, d):
    print("begin", name)
    time.sleep(d)
    return name

async def main():
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(max_workers=2)
    first = asyncio.wrap_future(pool.submit(job, "A", 0.02))
    second = pool.submit(job, "B", 0.01)
    third = pool.submit(job, "C", 0.01)
    print("running:", second.running(), "done:", second.done())
    print(await first, second.result(), third.done())
    print(await asyncio.wrap_future(third))
    loop.set_default_executor(ThreadPoolExecutor(1))
    print(await asyncio.gather(asyncio.to_thread(job, "D", 0.01), asyncio.to_thread(job, "E", 0.01)))
    pool.shutdown()

asyncio.run(main())
