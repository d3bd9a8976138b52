"""Asynchronous generators as streams: merged, in batches, the first few, closed early, failing, cancelled.
Matrix: CORO-05, CORO-08, WAIT-02"""
import asyncio
from contextlib import aclosing

async def ticker(name, d, n, fails_at=None):
    try:
        for i in range(n):
            await asyncio.sleep(d)
            if i == fails_at:
                raise ValueError(f"{name} at {i}")
            yield f"{name}{i}"
    finally:
        print(name, "closed", asyncio.current_task().get_name())

async def merge(*gens):
    queue = asyncio.Queue()
    async def pump(g):
        async for x in g:
            await queue.put((x, None))
    tasks = [asyncio.create_task(pump(g), name=f"pump-{i}") for i, g in enumerate(gens)]
    def over(t):
        if not t.cancelled() and t.exception():
            queue.put_nowait((None, t.exception()))
        elif all(t.done() for t in tasks):
            queue.put_nowait((None, None))
    for t in tasks:
        t.add_done_callback(over)
    try:
        while True:
            x, e = await queue.get()
            if e:
                raise e
            if x is None:
                return
            yield x
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("merge closed")

async def batches(g, size, wait):
    batch = []
    pending = asyncio.ensure_future(anext(g))
    try:
        while True:
            done, _ = await asyncio.wait([pending], timeout=wait)
            if done:
                try:
                    batch.append(pending.result())
                except StopAsyncIteration:
                    break
                pending = asyncio.ensure_future(anext(g))
            if batch and (len(batch) == size or not done):
                yield batch
                batch = []
        if batch:
            yield batch
    finally:
        pending.cancel()
        print("batches over")

async def take(n, g):
    async with aclosing(g):
        i = 0
        async for x in g:
            yield x
            i += 1
            if i == n:
                return

async def main():
    async with aclosing(merge(ticker("a", 0.01, 3), ticker("b", 0.015, 2))) as m:
        async for x in m:
            print(x)
    try:
        async with aclosing(merge(ticker("c", 0.01, 5), ticker("d", 0.012, 3, 1))) as m:
            async for x in m:
                print(x)
    except ValueError as e:
        print(repr(e))
    async for b in batches(ticker("e", 0.01, 5), 2, 0.05):
        print(b)
    async for b in batches(ticker("f", 0.02, 3), 5, 0.03):
        print(b)
    async with aclosing(take(2, ticker("g", 0.01, 10))) as t:
        async for x in t:
            print(x)
    g = ticker("h", 0.02, 3)
    try:
        await asyncio.wait_for(anext(g), 0.01)
    except TimeoutError:
        print("late")
    try:
        print(await anext(g))
    except StopAsyncIteration:
        print("generator is over")

asyncio.run(main())
