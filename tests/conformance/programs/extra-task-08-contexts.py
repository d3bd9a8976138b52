"""Whose context variables everything sees: callbacks, tasks, threads, runners.
Matrix: TASK-15, TG-14, EXE-04, RUN-09"""
import asyncio, contextvars

var = contextvars.ContextVar("var", default="default")
other = contextvars.ContextVar("other")

def show(where, *args):
    print(where, var.get(), other.get("-"))

async def child(name):
    show(name + " begins")
    var.set(name)
    await asyncio.sleep(0)
    show(name + " ends")

async def callbacks():
    loop = asyncio.get_running_loop()
    try:
        other.get()
    except LookupError as e:
        print(type(e).__name__)
    token = var.set("main")
    loop.call_soon(show, "soon")
    loop.call_later(0.01, show, "later")
    var.set("main 2")
    t = asyncio.create_task(child("task"))
    f = loop.create_future()
    f.add_done_callback(lambda f: show("done callback"))
    var.set("main 3")
    f.set_result(None)
    await child("awaited")
    show("after await")
    await t
    show("after task")
    var.reset(token)
    show("reset")

async def given_contexts():
    loop = asyncio.get_running_loop()
    ctx = contextvars.copy_context()
    ctx.run(var.set, "ctx")
    ctx.run(other.set, "ctx other")
    loop.call_soon(show, "soon in ctx", context=ctx)
    f = loop.create_future()
    f.add_done_callback(lambda f: show("done in ctx"), context=ctx)
    f.set_result(1)
    await asyncio.create_task(child("task in ctx"), context=ctx)
    print(ctx[var], ctx.get(other), var in ctx, ctx.run(var.get))
    show("main")

async def inherited():
    await asyncio.gather(child("g1"), child("g2"))
    show("after gather")
    await asyncio.wait_for(child("w"), 1)
    show("after wait_for")
    async with asyncio.timeout(1):
        await child("in timeout")
    show("after timeout")
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child("tg"))
    show("after group")
    def in_thread():
        show("thread")
        var.set("thread")
        return var.get()
    print(await asyncio.to_thread(in_thread))
    show("after thread")
    await asyncio.shield(child("shielded"))
    show("after shield")
    for c in asyncio.as_completed([child("ac")]):
        await c
    show("after as_completed")

async def tokens():
    await asyncio.sleep(0.02)
    token = var.set("a")
    var.set("b")
    print(token.old_value, var.name)
    var.reset(token)
    show("end")

async def main():
    await callbacks()
    await given_contexts()
    await inherited()
    await tokens()

asyncio.run(main())
show("outside")
with asyncio.Runner() as runner:
    async def first():
        var.set("runner")
        show("first")
    async def second():
        show("second")
    runner.run(first())
    runner.run(second())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "given")
    runner.run(second(), context=ctx)
show("outside")
