"""Maps of tasks, functions that make coroutines, durations, results in many shapes, a chain of queues.
Matrix: GATH-01, GATH-02, GATH-13, WAIT-02, WF-02, Q-02, Q-03"""
import asyncio

async def value(x, d=0.0):
    await asyncio.sleep(d)
    return x

async def retry(make, times):
    for i in range(times):
        try:
            return await make(i)
        except OSError as e:
            print("attempt", i, "failed:", e)
            await asyncio.sleep(0.01 * 2 ** i)
    raise RuntimeError("gave up")

async def maps():
    tasks = {name: asyncio.create_task(value(name.upper(), d), name=name) for name, d in (("a", 0.02), ("b", 0.01))}
    for name, t in tasks.items():
        print(name, await t, t.get_name())
    futures = {}
    loop = asyncio.get_running_loop()
    for i in range(3):
        futures[i] = loop.create_future()
        loop.call_later(0.03 - 0.01 * i, futures[i].set_result, i * i)
    print([await f for f in futures.values()])
    pending = {asyncio.create_task(value(i, 0.01 * i)) for i in range(1, 4)}
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        print([t.result() for t in done], len(pending))

async def retries():
    async def flaky(i):
        await asyncio.sleep(0.001)
        if i < 2:
            raise OSError(f"no {i}")
        return f"yes {i}"
    print(await retry(flaky, 5))
    try:
        print(await retry(flaky, 2))
    except RuntimeError as e:
        print(repr(e))
    print(await asyncio.wait_for(retry(flaky, 5), 1))
    try:
        await asyncio.wait_for(retry(flaky, 5), 0.005)
    except TimeoutError:
        print("too slow")

async def shapes():
    a, b, c = await asyncio.gather(value(1), value("two"), value([3.5, 4]))
    print(a, b, c)
    results = await asyncio.gather(*(value(i) for i in range(4)))
    print(results, sum(results))
    r = await asyncio.gather(value(1), asyncio.sleep(0, "s"), asyncio.create_task(value(None)), return_exceptions=True)
    print(r)
    inner = asyncio.gather(value(1), value(2))
    print(await asyncio.gather(inner, value(3)))
    print(await asyncio.shield(asyncio.gather(value(4), value(5))))
    t = asyncio.create_task(value((1, "x")))
    print(await asyncio.wait_for(t, 1), t.result())
    async def nothing():
        pass
    print(await nothing(), await asyncio.create_task(nothing()), await asyncio.gather(nothing(), nothing()))

async def recursive(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await (asyncio.create_task(recursive(n - 1)) if n % 2 else recursive(n - 1))

async def chained():
    async def stage(name, source, sink):
        while (item := await source.get()) is not None:
            await sink.put(item + name)
        await sink.put(None)
    q = [asyncio.Queue(1) for _ in range(4)]
    stages = [asyncio.create_task(stage(n, q[i], q[i + 1])) for i, n in enumerate("xyz")]
    async def feed():
        for item in ("1", "2", "3"):
            await q[0].put(item)
        await q[0].put(None)
    f = asyncio.create_task(feed())
    out = []
    while (item := await q[3].get()) is not None:
        out.append(item)
    print(out, [s.done() for s in stages], f.done())

async def main():
    await maps()
    await retries()
    await shapes()
    print(await recursive(7))
    await chained()

asyncio.run(main())
