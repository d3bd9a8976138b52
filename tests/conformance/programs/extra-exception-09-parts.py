"""The parts of exception groups: notes, causes, what except* makes of a single exception.
Matrix: EXC-09, EXC-06, TG-03"""
import asyncio

def show(eg, depth=0):
    if isinstance(eg, BaseExceptionGroup):
        print("  " * depth + f"{type(eg).__name__}: {eg}")
        for e in eg.exceptions:
            show(e, depth + 1)
    else:
        print("  " * depth + repr(eg), getattr(eg, "__notes__", None))

async def boom(e, d=0):
    await asyncio.sleep(d)
    e.add_note(f"after {d}")
    raise e

async def nested():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(boom(ValueError(1)))
        async def sub():
            async with asyncio.TaskGroup() as tg2:
                tg2.create_task(boom(TypeError("t")))
                tg2.create_task(boom(OSError(2, "gone")))
                tg2.create_task(boom(ZeroDivisionError()))
        tg.create_task(sub())

async def parts():
    try:
        await nested()
    except BaseExceptionGroup as eg:
        show(eg)
        m, r = eg.split(OSError)
        show(m)
        show(r)
        print(eg.subgroup(lambda e: isinstance(e, KeyError)))
        print(repr(eg.derive([IndexError("i")])))

async def rethrown():
    try:
        try:
            await nested()
        except* TypeError as eg:
            print("types", eg.exceptions)
            raise LookupError("instead")
        except* ValueError:
            print("values")
        except* OSError as eg:
            print(eg.exceptions[0].exceptions[0].errno)
            raise
    except Exception as eg:
        show(eg)
    try:
        try:
            raise ValueError("bare")
        except* ValueError as eg:
            print(repr(eg), len(eg.exceptions))
    finally:
        print("finally")

async def noted():
    try:
        eg = ExceptionGroup("top", [ValueError("a"), ExceptionGroup("inner", [TypeError("b"), ValueError("c")])])
        eg.add_note("a note")
        raise eg from KeyError("cause")
    except ExceptionGroup as eg:
        m, r = eg.split(ValueError)
        print(m.__notes__, repr(m.__cause__), repr(m), r.__notes__, repr(r.__cause__), repr(r.__context__))
        print(repr(eg.derive([KeyError("d")]).__cause__))
    try:
        try:
            eg = ExceptionGroup("top", [ValueError("a"), TypeError("b")])
            eg.add_note("another")
            raise eg
        except* ValueError as part:
            print(part.__notes__, part)
    except ExceptionGroup as eg:
        print(eg.__notes__, repr(eg))

async def bodies():
    async def body():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(boom(ValueError("child"), 0.01))
            try:
                await asyncio.sleep(1)
            finally:
                raise RuntimeError("body")
    try:
        await body()
    except Exception as eg:
        show(eg)
        print(repr(eg.exceptions[1].__context__))
    async def interrupted():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(boom(ValueError("v")))
            tg.create_task(asyncio.sleep(1))
            raise asyncio.CancelledError("by hand")
    try:
        await interrupted()
    except BaseException as e:
        show(e)
    for bad in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [asyncio.CancelledError()])):
        try:
            bad()
        except Exception as e:
            print(repr(e))

async def main():
    await parts()
    await rethrown()
    await noted()
    await bodies()

asyncio.run(main())
