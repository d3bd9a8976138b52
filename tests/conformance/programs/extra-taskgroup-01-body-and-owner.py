"""A TaskGroup whose body fails, whose owner is cancelled, that is interrupted, misused, or out of time.
Matrix: TG-03, TG-06, TG-08, TG-10, TG-11, TG-14, TMO-14"""
import asyncio, contextvars

var = contextvars.ContextVar("var", default="unset")

async def work(name, d, fail=None):
    try:
        await asyncio.sleep(d)
        if fail:
            raise fail
        print(name, "ends", var.get())
        return name
    except asyncio.CancelledError as e:
        print(name, "cancelled", repr(e))
        raise

async def body_fails():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("a", 1))
            tg.create_task(work("b", 0, ValueError("child")))
            await asyncio.sleep(0)
            raise KeyError("body")
    except* KeyError as eg:
        print("keys", repr(eg))
    except* ValueError as eg:
        print("values", repr(eg))

async def owner():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("c", 1))
            tg.create_task(work("d", 1))
            await asyncio.sleep(1)
    finally:
        print("owner leaves", asyncio.current_task().cancelling())

async def owner_and_error():
    async def bad():
        try:
            await asyncio.sleep(1)
        finally:
            raise RuntimeError("in clean-up")
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad(), name="bad one")
            tg.create_task(work("e", 1))
    except BaseExceptionGroup as eg:
        print(type(eg).__name__, eg, [repr(e) for e in eg.exceptions], asyncio.current_task().cancelling())
        raise

async def bare():
    async def interrupts():
        await asyncio.sleep(0)
        raise SystemExit(3)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("f", 1))
            await asyncio.sleep(0)
            raise KeyboardInterrupt
    except KeyboardInterrupt as e:
        print("bare", repr(e))

async def misuse():
    tg = asyncio.TaskGroup()
    c = work("never", 0)
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print(str(e).split(">")[-1])
    async with tg:
        t = tg.create_task(c, name="named")
        ctx = contextvars.copy_context()
        ctx.run(var.set, "in ctx")
        t2 = tg.create_task(work("ctx", 0), context=ctx)
        print(t.get_name(), t2.get_name())
    c = work("late", 0)
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print(str(e).split(">")[-1])
    c.close()
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print(str(e).split(">")[-1])

async def with_timeout():
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(work("g", 1))
                tg.create_task(work("h", 0))
                await asyncio.sleep(2)
    except TimeoutError as e:
        print("timed out", repr(e), asyncio.current_task().cancelling())

async def main():
    var.set("main's")
    await body_fails()
    t = asyncio.create_task(owner(), name="owner")
    await asyncio.sleep(0.01)
    t.cancel("stop it")
    print(await asyncio.gather(t, return_exceptions=True))
    t = asyncio.create_task(owner_and_error())
    await asyncio.sleep(0.01)
    t.cancel("again")
    (r,) = await asyncio.gather(t, return_exceptions=True)
    print(repr(r), t.cancelled(), t.cancelling())
    await bare()
    await misuse()
    await with_timeout()

asyncio.run(main())
