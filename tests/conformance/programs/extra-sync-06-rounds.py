"""Barriers reset while they fill and while they drain, with more parties than fit.
Matrix: BAR-01, BAR-02, BAR-03, BAR-05"""
import asyncio

async def party(b, name, d=0, rounds=1):
    for r in range(rounds):
        try:
            await asyncio.sleep(d)
            i = await b.wait()
            print(name, "round", r, "place", i, b.n_waiting)
        except asyncio.BrokenBarrierError as e:
            print(name, "broken", repr(e), b.broken)
            return -1
        except asyncio.CancelledError:
            print(name, "cancelled", b.n_waiting, b.broken)
            raise
    return name

async def rounds():
    b = asyncio.Barrier(3)
    print(await asyncio.gather(*(party(b, n, d, 3) for n, d in (("a", 0), ("b", 0.01), ("c", 0.02)))))

async def more_than_fit():
    b = asyncio.Barrier(2)
    print(await asyncio.gather(*(party(b, n, 0, 2) for n in "abcdef")), b.n_waiting)

async def reset_while_filling():
    b = asyncio.Barrier(3)
    ts = [asyncio.create_task(party(b, n)) for n in "pq"]
    await asyncio.sleep(0.01)
    print(b.n_waiting)
    r = asyncio.create_task(b.reset())
    ts.append(asyncio.create_task(party(b, "r")))
    await asyncio.sleep(0)
    ts.append(asyncio.create_task(party(b, "s")))
    ts.append(asyncio.create_task(party(b, "t")))
    print(await asyncio.gather(*ts), r.done(), b.n_waiting, b.broken)

async def reset_while_draining():
    b = asyncio.Barrier(3)
    ts = [asyncio.create_task(party(b, n)) for n in "uvw"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("draining?", b.n_waiting)
    ts.append(asyncio.create_task(party(b, "x")))
    await b.reset()
    print("reset", b.n_waiting, b.broken)
    ts += [asyncio.create_task(party(b, n)) for n in "yz"]
    print(await asyncio.gather(*ts))

async def abort_and_timeouts():
    b = asyncio.Barrier(2)
    try:
        async with asyncio.timeout(0.01):
            await party(b, "alone")
    except TimeoutError:
        print("timeout", b.n_waiting, b.broken)
        await b.abort()
    print(await party(b, "after"))
    print(await asyncio.gather(party(b, "one"), party(b, "two"), b.reset(), return_exceptions=True), b.broken)
    await b.reset()
    print(await asyncio.gather(party(b, "one"), party(b, "two")))
    t = asyncio.create_task(party(b, "gone"))
    await asyncio.sleep(0.01)
    t.cancel()
    print(await asyncio.gather(t, party(b, "three"), party(b, "four"), return_exceptions=True))
    async with asyncio.timeout(1):
        async def member(n):
            async with b as place:
                print("member", n, place)
        await asyncio.gather(member(1), member(2))

async def main():
    await rounds()
    await more_than_fit()
    await reset_while_filling()
    await reset_while_draining()
    await abort_and_timeouts()

asyncio.run(main())
