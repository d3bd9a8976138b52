"""wait() and as_completed() with duplicates, limits, failures and cancelled waiters.
Matrix: WAIT-03, WAIT-04, WAIT-06, WAIT-07, WAIT-08, ASC-02, ASC-05, ASC-09"""
import asyncio

async def job(name, d, fail=None):
    await asyncio.sleep(d)
    if fail:
        raise fail
    return name

async def each(aws, timeout=None):
    for c in asyncio.as_completed(aws, timeout=timeout):
        try:
            print("  got", await c)
        except (TimeoutError, ValueError) as e:
            print("  error", repr(e))
        except asyncio.CancelledError as e:
            print("  cancelled", repr(e))
            if asyncio.current_task().cancelling():
                raise

async def timeouts():
    ts = [asyncio.create_task(job(n, d), name=n) for n, d in (("a", 0.03), ("b", 0.01), ("c", 0.02))]
    done, pending = await asyncio.wait(ts, timeout=0)
    print(len(done), len(pending))
    done, pending = await asyncio.wait(ts, timeout=0.015, return_when=asyncio.FIRST_EXCEPTION)
    print(sorted(t.get_name() for t in done), sorted(t.get_name() for t in pending))
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], [t.get_name() for t in pending])
    done, pending = await asyncio.wait(ts + ts)
    print(len(done), len(pending))

async def first_exception():
    loop = asyncio.get_running_loop()
    ts = [asyncio.create_task(job(n, d, f)) for n, d, f in (("x", 1, None), ("y", 0.02, OSError("boom")), ("z", 0.03, None))]
    loop.call_later(0.01, ts[0].cancel)
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending), [t.cancelled() for t in ts], [t.exception() for t in ts if t in done and not t.cancelled()])
    await ts[2]

async def waiter_is_cancelled():
    loop = asyncio.get_running_loop()
    fs = {loop.create_future()}
    (f,) = fs
    w = asyncio.create_task(asyncio.wait(fs, timeout=1))
    await asyncio.sleep(0)
    w.cancel()
    print(await asyncio.gather(w, return_exceptions=True), f.done())
    loop.call_soon(f.set_exception, ValueError("f"))
    done, _ = await asyncio.wait((f,))
    print([repr(d.exception()) for d in done])

async def refused():
    for bad in ([], [job("n", 0)]):
        try:
            await asyncio.wait(bad)
        except (ValueError, TypeError) as e:
            print(repr(e))
        for b in bad:
            b.close()

async def completed():
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(job("t", 0.02))
    await each([t, t, job("u", 0.01), job("v", 0.01, ValueError("v"))])
    await each([])
    await each((t,))
    t = asyncio.create_task(job("slow", 1))
    loop.call_later(0.015, t.cancel, "by hand")
    await each([t, job("quick", 0.01), asyncio.sleep(0.03, "nap")], timeout=0.02)

async def completed_in_part():
    loop = asyncio.get_running_loop()
    e = asyncio.create_task(each([job("p", 0.05), job("q", 0.01)]))
    await asyncio.sleep(0.02)
    e.cancel()
    print([repr(r) for r in await asyncio.gather(e, return_exceptions=True)])
    await asyncio.sleep(0.05)
    await each([job("r", 0), job("s", 0)], timeout=0)
    f1, f2 = loop.create_future(), loop.create_future()
    loop.call_soon(f2.set_result, "f2")
    loop.call_soon(f1.set_result, "f1")
    await each([f1, f2], 1)

async def main():
    await timeouts()
    await first_exception()
    await waiter_is_cancelled()
    await refused()
    await completed()
    await completed_in_part()

asyncio.run(main())
