"""TaskGroups ended in every way: by children that cancel, exit, spawn, shield, return late; by owners cancelled twice."""
import asyncio

async def child(name, d, how="end"):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError as e:
        print(" ", name, repr(e), how)
        if how == "swallow":
            return name
        if how == "slow":
            await asyncio.sleep(0.02)
        if how == "replace":
            raise KeyError(name)
        raise
    if how == "fail":
        raise ValueError(name)
    if how == "exit":
        raise SystemExit(name)
    if how == "cancel":
        raise asyncio.CancelledError(name)
    if how == "base":
        raise GeneratorExit(name)
    print(" ", name, "ends")
    return name

async def group(*children, body=None):
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(child(*c), name=c[0]) for c in children]
        if body:
            await body(tg, ts)
    return [t.result() if not t.cancelled() else "cancelled" for t in ts]

async def attempt(title, *children, body=None, cancel=()):
    print(title)
    t = asyncio.create_task(group(*children, body=body))
    loop = asyncio.get_running_loop()
    for at in cancel:
        loop.call_later(at, t.cancel, f"at {at}")
    try:
        print(" ->", await t)
    except BaseException as e:
        print(" ->", repr(e), repr(e.__cause__), t.cancelled(), t.cancelling())

async def raises(tg, ts):
    await asyncio.sleep(0)
    raise TypeError("body")

async def cancels_child(tg, ts):
    await asyncio.sleep(0)
    ts[0].cancel("by body")
    await asyncio.sleep(0.02)

async def cancels_self(tg, ts):
    asyncio.current_task().cancel("self")
    await asyncio.sleep(1)

async def swallows(tg, ts):
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("  body swallows", asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(0)
        print("  body goes on")
        tg.create_task(child("late", 0))
    except RuntimeError as e:
        print(" ", str(e).split(">")[-1])

async def spawns(tg, ts):
    async def spawner(n):
        if n:
            tg.create_task(spawner(n - 1), name=f"s{n}")
            await asyncio.sleep(0)
        print("  spawner", n)
    tg.create_task(spawner(3))

async def shields(tg, ts):
    await asyncio.shield(ts[0])

async def inner_group(tg, ts):
    async with asyncio.TaskGroup() as inner:
        inner.create_task(child("inner", 0.005, "fail"))
        inner.create_task(child("inner2", 1, "replace"))

async def main():
    await attempt("plain", ("a", 0.01), ("b", 0.02))
    await attempt("fail", ("a", 0.01, "fail"), ("b", 1), ("c", 1, "swallow"), ("d", 1, "replace"), ("e", 1, "slow"))
    await attempt("two at once", ("a", 0.01, "fail"), ("b", 0.01, "fail"), ("c", 0.01))
    await attempt("cancelled child", ("a", 0.01, "cancel"), ("b", 0.02))
    await attempt("base", ("a", 0.01, "base"), ("b", 1))
    await attempt("body raises", ("a", 1), ("b", 1, "replace"), body=raises)
    await attempt("body cancels child", ("a", 1), ("b", 0.01), body=cancels_child)
    await attempt("body cancels itself", ("a", 1), ("b", 1, "replace"), body=cancels_self)
    await attempt("body swallows", ("a", 0.01, "fail"), ("b", 1, "slow"), body=swallows)
    await attempt("body spawns", body=spawns)
    await attempt("body shields", ("a", 1), ("b", 0.01, "fail"), body=shields)
    await attempt("inner", ("a", 1), ("b", 1, "swallow"), body=inner_group)
    await attempt("owner cancelled", ("a", 1), ("b", 1, "slow"), cancel=(0.01,))
    await attempt("owner cancelled twice", ("a", 1, "slow"), ("b", 1, "slow"), cancel=(0.01, 0.02))
    await attempt("cancelled while failing", ("a", 0.01, "fail"), ("b", 1, "slow"), cancel=(0.02,))
    await attempt("cancelled with the failure", ("a", 0.01, "fail"), ("b", 1, "slow"), cancel=(0.01,))
    await attempt("cancelled, then a failure", ("a", 1, "replace"), ("b", 1, "slow"), cancel=(0.01,))
    await attempt("cancelled before it begins", ("a", 1), cancel=(0,))

asyncio.run(main())
