"""shield() and wait_for() where end, limit and cancellation fall on the same instant.
Matrix: SHLD-02, SHLD-04, SHLD-05, WF-02, WF-03, WF-04, WF-05, WF-06, WF-07, WF-08, WF-10"""
import asyncio

async def job(name, d, fail=False):
    try:
        await asyncio.sleep(d)
        print(name, "ready")
        if fail:
            raise ValueError(name)
        return name
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise

async def stubborn(name, d, after):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError:
        await asyncio.sleep(after)
        return name + " anyway"

async def reraiser():
    try:
        await asyncio.sleep(1)
    finally:
        raise KeyError("clean-up")

async def same_deadline():
    for inner, limit in ((0.01, 0.01), (0.01, 0.0100004), (0.0100004, 0.01)):
        t = asyncio.create_task(job("t", inner))
        try:
            print(await asyncio.wait_for(asyncio.shield(t), limit))
        except TimeoutError as e:
            print("timeout", t.done(), repr(e.__cause__))
        print(await t)

async def two_wait():
    t = asyncio.create_task(job("s", 0.02))
    sh = asyncio.shield(t)
    async def waits(n):
        try:
            return await sh
        except asyncio.CancelledError as e:
            print(n, "struck", sh.cancelled(), repr(e))
            raise
    a, b = asyncio.create_task(waits("a")), asyncio.create_task(waits("b"))
    await asyncio.sleep(0.01)
    a.cancel("why")
    print([repr(r) for r in await asyncio.gather(a, b, return_exceptions=True)], t.done())
    print(await t)

async def inner_is_cancelled():
    t = asyncio.create_task(job("u", 0.02))
    a = asyncio.create_task(asyncio.wait_for(asyncio.shield(t), 1))
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await a
    except asyncio.CancelledError:
        print("a got it", a.cancelled(), a.cancelling(), t.cancelled())
    try:
        await asyncio.shield(job("f", 0, True))
    except ValueError as e:
        print(repr(e))
    t = asyncio.create_task(job("d", 0))
    await t
    print(asyncio.shield(t) is t)

async def waits_for():
    print(await asyncio.wait_for(stubborn("st", 1, 0.01), 0.01))
    try:
        await asyncio.wait_for(reraiser(), 0.01)
    except KeyError as e:
        print(repr(e))
    print(await asyncio.wait_for(job("none", 0.01), None))

async def waits_for_futures():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_later(0.01, f.set_result, 7)
    print(await asyncio.wait_for(f, 0.01))
    f = loop.create_future()
    try:
        await asyncio.wait_for(f, 0)
    except asyncio.TimeoutError as e:
        print(repr(e), f.cancelled())
    f = loop.create_future()
    f.set_result(3)
    print(await asyncio.wait_for(f, 0), await asyncio.wait_for(f, -1))

async def cancelled():
    loop = asyncio.get_running_loop()
    w = asyncio.create_task(asyncio.wait_for(stubborn("slow", 1, 0.05), 0.01))
    await asyncio.sleep(0.02)
    print(w.cancel("now"), w.done())
    print([repr(r) for r in await asyncio.gather(w, return_exceptions=True)])
    w = asyncio.create_task(asyncio.wait_for(job("end", 0.01), 1))
    loop.call_later(0.01, w.cancel)
    print([repr(r) for r in await asyncio.gather(w, return_exceptions=True)], w.cancelling())
    w = asyncio.create_task(asyncio.wait_for(job("end2", 0.01), 1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.call_later(0.01, w.cancel)
    print([repr(r) for r in await asyncio.gather(w, return_exceptions=True)], w.cancelling())

async def main():
    await same_deadline()
    await two_wait()
    await inner_is_cancelled()
    await waits_for()
    await waits_for_futures()
    await cancelled()

asyncio.run(main())
