"""More jobs than the default pool has workers: five at a time, the others queue.
Matrix: EXE-03, EXE-06"""
import asyncio, time

def job(n):
    time.sleep(0.01 * n)
    return n

async def main():
    loop = asyncio.get_running_loop()
    t0 = loop.time()
    futs = [loop.run_in_executor(None, job, n) for n in range(1, 8)]
    for fut in asyncio.as_completed(futs):
        print("got", await fut, "at", round(loop.time() - t0, 3))

asyncio.run(main())
