"""Limits of every kind and sleeps that end at the same instant: the order of arming.
Matrix: LOOP-08, SLEEP-06, CB-02, CB-03, TMO-01, ASC-02, WAIT-04"""
import asyncio

async def sleeper(n, d):
    await asyncio.sleep(d)
    print(n, "slept")

async def in_timeout(ev):
    try:
        async with asyncio.timeout(0.01):
            await ev.wait()
            print("event in time")
    except TimeoutError:
        print("timeout()")
async def in_wait_for(f):
    try:
        print("wait_for", await asyncio.wait_for(asyncio.shield(f), 0.01))
    except TimeoutError:
        print("wait_for timed out")
async def in_wait(f):
    done, pending = await asyncio.wait([f], timeout=0.01)
    print("wait", len(done), len(pending))
async def in_as_completed(f):
    for c in asyncio.as_completed([f], timeout=0.01):
        try:
            print("as_completed", await c)
        except TimeoutError:
            print("as_completed timed out")

async def all_at_once():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    ev = asyncio.Event()
    for order in range(3):
        f = loop.create_future()
        ev.clear()
        if order == 0:
            loop.call_later(0.01, f.set_result, "set")
            loop.call_later(0.01, ev.set)
        ts = [asyncio.create_task(c) for c in (sleeper("first", 0.01), in_timeout(ev), in_wait_for(f), in_wait(f), in_as_completed(f), sleeper("last", 0.01))]
        if order == 2:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        if order:
            loop.call_later(0.01, lambda: f.done() or f.set_result("set"))
            loop.call_later(0.01, ev.set)
        await asyncio.gather(*ts)
        print("--", order, round(loop.time(), 3), f.done())
        if not f.done():
            f.cancel()

async def cancelled_at_its_end():
    loop = asyncio.get_running_loop()
    for d in (0.01, 0.009999, 0.010001):
        t = asyncio.create_task(sleeper("victim", 0.01))
        await asyncio.sleep(0)
        loop.call_later(d, t.cancel)
        print(await asyncio.gather(t, return_exceptions=True))

async def zero():
    loop = asyncio.get_running_loop()
    ts = [asyncio.create_task(sleeper(i, 0)) for i in range(3)]
    loop.call_soon(print, "soon")
    loop.call_later(0, print, "later 0")
    loop.call_at(loop.time(), print, "at now")
    loop.call_later(-1, print, "later -1")
    await asyncio.sleep(0)
    print("main 1")
    await asyncio.sleep(0)
    print("main 2")
    await asyncio.wait(ts)

async def rounded_to_microseconds():
    loop = asyncio.get_running_loop()
    for d in (0.0100004, 0.0099996, 0.01, 0.0100005, 0.0100015):
        loop.call_later(d, print, "rounded", d)
    await asyncio.sleep(0.02)
    for _ in range(10):
        await asyncio.sleep(0.1)
    print(round(loop.time(), 6))

async def main():
    await all_at_once()
    await cancelled_at_its_end()
    await zero()
    await rounded_to_microseconds()

asyncio.run(main())
