"""FIRST_COMPLETED returns at the first end, FIRST_EXCEPTION at the first failure; the others go on.
Matrix: WAIT-02, WAIT-03, WAIT-09"""
import asyncio

async def work(name, d, fails=False):
    await asyncio.sleep(d)
    print(name, "fails" if fails else "ends")
    if fails:
        raise ValueError(name)
    return name

async def main():
    fut = asyncio.get_running_loop().create_future()
    t = asyncio.create_task(work("T", 0.01))
    done, pending = await asyncio.wait([fut, t], return_when=asyncio.FIRST_COMPLETED)
    print(t in done, fut in pending)
    fut.cancel()
    tasks = [asyncio.create_task(work(n, d, n == "F")) for n, d in (("A", 0.01), ("F", 0.02), ("B", 0.03))]
    done, pending = await asyncio.wait([fut, *tasks], return_when=asyncio.FIRST_EXCEPTION)
    print([f.cancelled() for f in done], len(pending), repr(tasks[1].exception()))
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        print(done.pop().result())

asyncio.run(main())
