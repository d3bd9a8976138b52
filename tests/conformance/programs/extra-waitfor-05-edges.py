"""wait_for and gather at their edges: ties, limits in limits, cancellations that come too late, gathers in gathers.
Matrix: WF-01, WF-02, WF-03, WF-05, WF-07, WF-08, GATH-13"""
import asyncio

async def work(name, d, log):
    try:
        await asyncio.sleep(d)
        log.append(name)
        return name
    except asyncio.CancelledError as e:
        log.append(f"{name} cancelled {e.args}")
        raise

async def slow_to_die(d, result=None):
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        await asyncio.sleep(d)
        if result:
            return result
        raise

async def attempt(label, aw):
    try:
        print(label, await aw, asyncio.current_task().cancelling())
    except BaseException as e:
        print(label, repr(e), asyncio.current_task().cancelling())

async def limits():
    log = []
    await attempt("tie", asyncio.wait_for(work("t", 0.01, log), 0.01))
    await attempt("nested", asyncio.wait_for(asyncio.wait_for(work("n", 0.05, log), 0.02), 0.01))
    await attempt("nested inner", asyncio.wait_for(asyncio.wait_for(work("m", 0.05, log), 0.01), 0.02))
    await attempt("nested equal", asyncio.wait_for(asyncio.wait_for(work("e", 0.05, log), 0.01), 0.01))
    await attempt("slow to die", asyncio.wait_for(slow_to_die(0.02), 0.01))
    await attempt("stubborn", asyncio.wait_for(slow_to_die(0.01, "late result"), 0.01))

async def cancelled():
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(asyncio.wait_for(slow_to_die(0.02, "kept?"), 0.01))
    await asyncio.sleep(0.015)
    t.cancel("while dying")
    await attempt("cancelled while dying", t)
    f = loop.create_future()
    t = asyncio.create_task(asyncio.wait_for(f, 1))
    await asyncio.sleep(0)
    f.set_result("set")
    t.cancel("just too late")
    await attempt("cancel after result", t)
    f = loop.create_future()
    t = asyncio.create_task(asyncio.wait_for(f, 1))
    await asyncio.sleep(0)
    t.cancel("just before")
    f.set_result("set") if not f.done() else print("future is cancelled already")
    await attempt("cancel before result", t)

async def gathers():
    loop = asyncio.get_running_loop()
    log = []
    inner = asyncio.gather(work("i1", 0.01, log), work("i2", 0.02, log))
    outer = asyncio.gather(inner, work("o", 0.03, log), return_exceptions=True)
    await asyncio.sleep(0.015)
    inner.cancel("only inner")
    await attempt("outer", outer)
    g = asyncio.gather(*(work(f"g{i}", 0.01 * i, log) for i in range(4)), return_exceptions=True)
    loop.call_later(0.015, g.cancel, "all of g")
    await attempt("g", g)
    print([x for x in log], g.cancelled(), g.done())
    async def parent():
        await asyncio.gather(work("c1", 1, log), asyncio.gather(work("c2", 1, log), slow_to_die(0.01)))
    p = asyncio.create_task(parent())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(p.cancel("p"), p.cancel("p again"))
    await attempt("p", p)
    print(log[-2:])

async def at_once():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    async with asyncio.timeout(0.02):
        await attempt("timeout 0", asyncio.wait_for(f, 0))
        await attempt("done future, timeout 0", asyncio.wait_for(asyncio.sleep(0, "x"), 0))
        d = loop.create_future()
        d.set_result("done")
        await attempt("done", asyncio.wait_for(d, 0))

async def main():
    for f in (limits, cancelled, gathers, at_once):
        await f()

asyncio.run(main())
