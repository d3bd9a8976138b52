"""What nobody awaits or retrieves, and when it is told.
Matrix: EXC-01, EXC-02, CORO-04, GATH-04, SHLD-06"""
import asyncio, gc

async def work(n):
    print("work", n)
    await asyncio.sleep(0.01)
    return n

async def fails(n):
    await asyncio.sleep(0)
    raise ValueError(n)

def handler(loop, context):
    print("handler:", context["message"].split("<")[0], repr(context.get("exception")))

async def never_awaited():
    c = work("dropped")
    del c
    print("after del")
    cs = [work(i) for i in range(2)]
    await cs[0]
    cs.clear()
    print("after clear")
    t = asyncio.create_task(work("cancelled before start"))
    t.cancel()
    await asyncio.gather(t, return_exceptions=True)
    try:
        await asyncio.wait_for(work("no time"), 0)
    except TimeoutError:
        print("no time")
    try:
        c = work("refused")
        asyncio.run(c)
    except RuntimeError as e:
        print(repr(e))
    c.close()
    c = work("closed")
    c.close()
    del c
    asyncio.sleep(1)
    print("after sleep")
    s = work("for a shield")
    await asyncio.shield(s)
    s2 = asyncio.shield(work("kept by the shield"))
    await s2

async def never_retrieved():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    t = asyncio.create_task(fails("a"))
    await asyncio.sleep(0.01)
    print("done", t.done())
    del t
    print("deleted")
    t = asyncio.create_task(fails("b"))
    await asyncio.wait([t])
    t.exception()
    del t
    t = asyncio.create_task(fails("c"))
    t.add_done_callback(lambda t: print("callback", t.cancelled()))
    await asyncio.sleep(0.01)
    t = None
    g = asyncio.gather(fails("d"), fails("e"))
    try:
        await g
    except ValueError as e:
        print(repr(e))
    g = None
    g = asyncio.gather(fails("f"), fails("g"))
    await asyncio.sleep(0.01)
    print("gather done", g.done())
    g = None
    f = loop.create_future()
    f.set_exception(KeyError("h"))
    f = None
    t = asyncio.create_task(fails("i"))
    try:
        await asyncio.wait_for(asyncio.shield(t), 0)
    except TimeoutError:
        print("shield gone")
    await asyncio.sleep(0.01)
    t = None
    done, pending = await asyncio.wait([asyncio.create_task(fails("j")), asyncio.create_task(work("k"))])
    print(len(done))
    done = None
    print("waited")
    loop.set_exception_handler(None)
    asyncio.create_task(fails("z"))

async def main():
    await never_awaited()
    await never_retrieved()

asyncio.run(main())
print("over")
