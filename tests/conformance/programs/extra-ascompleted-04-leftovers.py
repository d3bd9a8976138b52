"""Tickets as tasks, out of order, of two readers; what is left when the time is up or the reader goes.
Matrix: ASC-01"""
import asyncio

async def work(name, d, fail=False):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    if fail:
        raise RuntimeError(name)
    return name

async def timeout_and_leftovers():
    tasks = [asyncio.create_task(work(n, d)) for n, d in (("slow", 0.05), ("mid", 0.02), ("quick", 0.01))]
    n = 0
    for c in asyncio.as_completed(tasks, timeout=0.03):
        try:
            print("got", await c)
        except asyncio.TimeoutError as e:
            n += 1
            print("timed out", n, repr(e), [t.done() for t in tasks])
    print(await tasks[0])

async def all_at_the_deadline():
    cs = [work("x", 0.01), work("y", 0.01), work("z", 0.02)]
    for c in asyncio.as_completed(cs, timeout=0.01):
        try:
            print(await c)
        except TimeoutError:
            print("late")

async def consumer():
    for c in asyncio.as_completed([work("c1", 0.01), work("c2", 0.03), work("c3", 0.04)]):
        print("consumer", await c)

async def consumer_cancelled():
    t = asyncio.create_task(consumer())
    await asyncio.sleep(0.02)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("consumer cancelled", len(asyncio.all_tasks()))
    await asyncio.sleep(0.03)
    print(len(asyncio.all_tasks()))

async def out_of_order_awaits():
    it = list(asyncio.as_completed([work("i", 0.02), work("j", 0.01, True), work("k", 0.03)]))
    print(len(it))
    r = await asyncio.gather(it[2], it[0], it[1], return_exceptions=True)
    print([x if isinstance(x, str) else repr(x) for x in r])

async def two_readers():
    async def reader(name, cs):
        for c in cs:
            print(name, await c)
    cs = list(asyncio.as_completed([work(str(i), 0.01 * i) for i in (4, 3, 2, 1)]))
    await asyncio.gather(reader("A", cs[:2]), reader("B", cs[2:]))

async def early_break_then_error():
    for c in asyncio.as_completed([work("bad", 0.01, True), work("good", 0.001)]):
        print(await c)
        break
    await asyncio.sleep(0.02)
    del c
    print("after")

async def main():
    asyncio.get_running_loop().set_exception_handler(lambda loop, ctx: print("handler:", ctx["message"], repr(ctx.get("exception"))))
    await timeout_and_leftovers()
    await all_at_the_deadline()
    await consumer_cancelled()
    await out_of_order_awaits()
    await two_readers()
    await early_break_then_error()
    c = work("", 0)
    try:
        for x in asyncio.as_completed(c):
            pass
    except TypeError as e:
        print(repr(e))

asyncio.run(main())
