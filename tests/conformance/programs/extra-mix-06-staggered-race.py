"""Attempts that start one after the other, as a connection to a host with several addresses makes them.
Matrix: RACE-01, RACE-02, RACE-03, RACE-04"""
import asyncio
from asyncio.staggered import staggered_race

def attempt(name, delay, error=None):
    async def run():
        print(name, "begins at", asyncio.get_running_loop().time())
        try:
            await asyncio.sleep(delay)
        except asyncio.CancelledError:
            print(name, "is cancelled at", asyncio.get_running_loop().time())
            raise
        if error:
            raise error
        return name
    return run

async def race(title, attempts, delay):
    print("---", title)
    winner, index, errors = await staggered_race(attempts, delay)
    print(winner, index, errors, asyncio.get_running_loop().time())

async def main():
    await race("the second is faster", [attempt("a", 5), attempt("b", 1), attempt("c", 1)], 0.5)
    await race("the first fails at once", [attempt("a", 0, OSError("no")), attempt("b", 1)], 10)
    await race("all fail", [attempt("a", 0.25, OSError("a")), attempt("b", 1, ValueError("b"))], 0.5)
    await race("no delay: one after the other", [attempt("a", 2, OSError("a")), attempt("b", 1), attempt("c", 0)], None)
    await race("none at all", [], 0.5)
    print("--- cancelled")
    task = asyncio.create_task(race("from outside", [attempt("a", 5), attempt("b", 5)], 0.5))
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled at", asyncio.get_running_loop().time())
    await asyncio.sleep(0)
    print(len(asyncio.all_tasks()))

asyncio.run(main())
