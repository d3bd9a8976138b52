"""The pages "Futures", "Runners", "Exceptions" and contextvars: examples, errors, return values.
Matrix: FUT-01, FUT-02, RUN-01, RUN-09, RUN-10"""
import asyncio, contextvars, concurrent.futures

def refused(f):
    try:
        f()
        print("no error")
    except BaseException as e:
        print(repr(e))

async def set_after(fut, delay, value):
    await asyncio.sleep(delay)
    fut.set_result(value)

async def example():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    loop.create_task(set_after(fut, 1, '... world'))
    print('hello ...')
    print(await fut)

async def checks():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    print(asyncio.isfuture(fut), asyncio.isfuture(asyncio.current_task()), asyncio.isfuture(3), asyncio.iscoroutinefunction(checks),
          asyncio.iscoroutinefunction(refused))
    c = set_after(fut, 1, "x")
    print(asyncio.iscoroutine(c), asyncio.iscoroutine(checks), asyncio.isfuture(c))
    c.close()
    print(asyncio.ensure_future(fut) is fut, fut.get_loop() is loop)
    refused(lambda: asyncio.ensure_future(42))
    t = asyncio.ensure_future(set_after(fut, 0, "y"))
    print(await fut, t.done())
    await t
    refused(lambda: fut.set_result("z"))
    refused(lambda: fut.set_exception(ValueError("z")))
    print(fut.remove_done_callback(print))
    g = loop.create_future()
    g.cancel("msg")
    refused(g.result)
    refused(g.exception)
    refused(lambda: g.set_result(1))
    f = loop.create_future()
    f.set_exception(ValueError("v"))
    refused(f.result)
    refused(f.result)
    print(repr(f.exception()))
    cb_context = contextvars.copy_context()
    cb_context.run(var.set, "in cb_context")
    h = loop.create_future()
    h.add_done_callback(lambda f: print("callback", var.get(), f.result()), context=cb_context)
    h.add_done_callback(lambda f: print("callback", var.get(), f.result()))
    h.set_result(1)
    await asyncio.sleep(0)

var = contextvars.ContextVar("var", default="default")
bare = contextvars.ContextVar("bare")

async def contexts():
    print(var.name, var.get(), var.get("given"), bare.get("fallback"))
    try:
        bare.get()
    except LookupError as e:
        print(type(e).__name__)
    token = var.set("new")
    print(token.old_value is contextvars.Token.MISSING, token.var is var, var.get())
    token2 = var.set("newer")
    print(token2.old_value)
    var.reset(token2)
    print(var.get())
    var.reset(token)
    print(var.get())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "inside")
    print(ctx[var], var in ctx, bare in ctx)
    try:
        ctx[bare]
    except KeyError as e:
        print("KeyError")
    def main():
        print(var.get())
        var.set("main's")
        return "returned"
    print(ctx.run(main), ctx[var], var.get())

async def timeouts():
    print(asyncio.TimeoutError is TimeoutError, issubclass(asyncio.CancelledError, Exception))
    e = asyncio.IncompleteReadError(b"ab", 5)
    print(e, repr(e), e.partial, e.expected)
    e = asyncio.IncompleteReadError(b"ab", None)
    print(e, e.expected)
    e = asyncio.LimitOverrunError("too long", 7)
    print(e, repr(e), e.consumed)
    print(repr(asyncio.SendfileNotAvailableError("x")), issubclass(asyncio.SendfileNotAvailableError, RuntimeError),
          issubclass(asyncio.IncompleteReadError, EOFError), issubclass(asyncio.InvalidStateError, Exception))

async def hello():
    await asyncio.sleep(1)
    print('hello')
    return "returned"

asyncio.run(example())
asyncio.run(checks())
asyncio.run(contexts())
asyncio.run(timeouts())
with asyncio.Runner() as runner:
    print(runner.run(hello()))
    ctx = contextvars.copy_context()
    async def sets(x):
        var.set(x)
    async def gets():
        return var.get()
    runner.run(sets("runner's"))
    got = runner.run(gets())
    print(got, var.get())
    runner.run(sets("ctx's"), context=ctx)
    print(runner.run(gets()), runner.run(gets(), context=ctx), ctx[var])
    loop = runner.get_loop()
    print(loop.is_closed(), loop is runner.get_loop(), loop.get_debug())
runner.close()
print(loop.is_closed())
refused(runner.get_loop)
refused(lambda: runner.run(3))
c = hello()
refused(lambda: runner.run(c))
c.close()
runner.close()
with asyncio.Runner(debug=True) as runner:
    print(runner.get_loop().get_debug())
async def nested():
    c = hello()
    try:
        asyncio.run(c)
    except RuntimeError as e:
        print(repr(e))
    try:
        asyncio.Runner().run(c)
    except RuntimeError as e:
        print(repr(e))
    c.close()
asyncio.run(nested())
refused(asyncio.get_running_loop)
refused(asyncio.current_task)
refused(asyncio.all_tasks)
