"""Context variables: nested runs, tokens, contexts shared by tasks, what as_completed, handlers and threads see."""
import asyncio, contextvars

v = contextvars.ContextVar("v", default=0)
w = contextvars.ContextVar("w")

async def child(n):
    v.set(v.get() + n)
    await asyncio.sleep(0)
    return v.get()

def show(where):
    print(where, v.get(), w.get("unset"))

async def gen():
    for i in range(3):
        v.set(i * 100)
        await asyncio.sleep(0)
        yield v.get()

async def main():
    ctx = contextvars.copy_context()
    a = asyncio.create_task(child(1), context=ctx)
    b = asyncio.create_task(child(10), context=ctx)
    print(await a, await b, ctx[v], v.get())
    print(await asyncio.gather(child(1), child(2), child(3)), v.get())
    print(await child(5), v.get())
    t1 = v.set(1)
    t2 = v.set(2)
    print(t1.old_value, t2.old_value, t2.var is v)
    v.reset(t1)
    show("reset to t1")
    try:
        v.reset(t1)
    except RuntimeError as e:
        print("used twice", type(e).__name__)
    async for x in gen():
        print("gen", x, v.get())
    loop = asyncio.get_running_loop()
    ctx.run(w.set, "in ctx")
    loop.call_soon(show, "soon", context=ctx)
    loop.call_later(0.01, show, "later", context=ctx)
    loop.call_soon(show, "plain")
    f = loop.create_future()
    f.add_done_callback(lambda f: show("done"), context=ctx)
    f.set_result(None)
    await asyncio.sleep(0.02)
    show("main")
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(child(7), context=ctx)
        u = tg.create_task(child(7))
    print(t.result(), u.result(), ctx[v], v.get())
    def nested():
        v.set("outer")
        inner = contextvars.copy_context()
        inner.run(v.set, "inner")
        return v.get(), inner[v]
    print(ctx.run(nested), ctx[v])
    print(await asyncio.to_thread(lambda: (v.set("thread"), v.get())[1]), v.get())
    try:
        ctx.run(lambda: ctx.run(lambda: None))
    except RuntimeError as e:
        print("entered twice", type(e).__name__)
    print(w in ctx, w in contextvars.copy_context(), len(ctx), sorted(x.name for x in ctx))
    async def sets():
        v.set("runner")
    await asyncio.wait_for(sets(), 1)
    show("after wait_for")
    await sets()
    show("after await")

asyncio.run(main())
show("outside")
with asyncio.Runner() as r:
    async def one():
        show("one")
        v.set("one")
        w.set("one")
    async def two():
        show("two")
    r.run(one())
    r.run(two())
    r.run(two(), context=contextvars.copy_context())
