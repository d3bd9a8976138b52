"""The coroutines of as_completed given to gather and wait_for; timeouts, cancelled and failed futures, leftovers.
Matrix: ASC-02, ASC-06"""
import asyncio

async def job(name, d, fail=None):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    if fail:
        raise fail(name)
    return name

async def in_time():
    ts = [asyncio.create_task(job(f"j{i}", 0.01 * (3 - i)), name=f"j{i}") for i in range(3)]
    try:
        for c in asyncio.as_completed(ts, timeout=0.015):
            print(await c)
    except TimeoutError as e:
        print("timeout", repr(e), [t.done() for t in ts])
    await asyncio.wait(ts)
    for c in asyncio.as_completed(ts):
        print("again", await c)

async def futures():
    loop = asyncio.get_running_loop()
    futs = [loop.create_future() for _ in range(3)]
    loop.call_later(0.01, futs[2].set_result, "two")
    loop.call_later(0.02, futs[0].cancel)
    loop.call_later(0.03, futs[1].set_exception, ValueError("one"))
    for i, c in enumerate(asyncio.as_completed(futs)):
        try:
            print(i, await c)
        except (ValueError, asyncio.CancelledError) as e:
            print(i, repr(e))
    for c in asyncio.as_completed([futs[2], futs[2]]):
        print("same", await c)

async def kept():
    tasks = [asyncio.create_task(job("x", 0.01)), asyncio.create_task(job("y", 0.5))]
    it = iter(asyncio.as_completed(tasks, timeout=0.03))
    a, b = next(it), next(it)
    rs = await asyncio.gather(b, a, return_exceptions=True)
    print(rs)
    tasks[1].cancel()
    await asyncio.wait(tasks)
    async def collect():
        out = []
        for c in asyncio.as_completed([job("p", 0.02), job("q", 0.01), job("r", 1)]):
            out.append(await c)
            print("out", out)
    t = asyncio.create_task(collect())
    await asyncio.sleep(0.03)
    t.cancel("enough")
    try:
        await t
    except asyncio.CancelledError as e:
        print("collect", e.args)
    print(len(asyncio.all_tasks()))

async def waited_for():
    limit = 0.005
    for c in asyncio.as_completed([job("s", 0.01, KeyError), job("t", 0.02)], timeout=None):
        try:
            print(await asyncio.wait_for(c, limit))
        except TimeoutError:
            print("slow")
            limit = 1
        except KeyError as e:
            print(repr(e))
    for c in asyncio.as_completed([]):
        print("never")
    try:
        for c in asyncio.as_completed([job("late", 1)], timeout=0):
            await c
    except TimeoutError:
        print("zero")
    await asyncio.sleep(0.01)

async def main():
    await in_time()
    await futures()
    await kept()
    await waited_for()

asyncio.run(main())
