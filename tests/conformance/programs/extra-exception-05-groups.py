"""Exception groups split and handled in part, causes, the order of finally, how exceptions look.
Matrix: EXC-06, TG-07, CORO-05"""
import asyncio

def leaf(e):
    return repr(e)

async def fail(e, d=0):
    await asyncio.sleep(d)
    raise e

async def nested_groups():
    try:
        async with asyncio.TaskGroup() as outer:
            async def inner():
                async with asyncio.TaskGroup() as tg:
                    tg.create_task(fail(ValueError("v1")))
                    tg.create_task(fail(KeyError("k1")))
            outer.create_task(inner())
            outer.create_task(fail(OSError("No such file"), 0))
            await asyncio.sleep(1)
    except* ValueError as eg:
        print("V", repr(eg), eg.message, len(eg.exceptions))
    except* (KeyError, OSError) as eg:
        print("KO", repr(eg))

async def the_rest_goes_on():
    try:
        try:
            raise ExceptionGroup("eg", [TypeError(1), ExceptionGroup("nested", [ValueError(2), TypeError(3)])])
        except* TypeError as eg:
            print("types", repr(eg))
    except ExceptionGroup as eg:
        print("rest", repr(eg), str(eg))
    try:
        try:
            raise ValueError("naked")
        except* ValueError as eg:
            print([repr(e) for e in eg.exceptions])
            raise KeyError("from the handler")
    except BaseException as e:
        print(repr(e))

async def split():
    eg = ExceptionGroup("all", [ValueError("a"), ExceptionGroup("b", [TypeError("c"), OSError("d")])])
    match, rest = eg.split(TypeError)
    print(repr(match), repr(rest))
    print(repr(eg.subgroup(lambda e: isinstance(e, (ValueError, OSError)))), eg.subgroup(KeyError))
    print(repr(eg.derive([KeyError("z")])))
    for make in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [KeyboardInterrupt()])):
        try:
            make()
        except (ValueError, TypeError) as e:
            print(repr(e))
    print(repr(BaseExceptionGroup("x", [KeyboardInterrupt()])), type(BaseExceptionGroup("x", [ValueError()])).__name__)

async def causes():
    try:
        try:
            await fail(ValueError("first"))
        except ValueError as e:
            raise RuntimeError("second") from e
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__))

async def order_of_finally():
    async def c():
        try:
            await asyncio.sleep(1)
        finally:
            print("c finally")
            await asyncio.sleep(0)
            print("c finally ends")
    async def b():
        try:
            await c()
        except asyncio.CancelledError:
            print("b except")
            raise
        else:
            print("never")
        finally:
            print("b finally")
    async def a():
        try:
            await b()
        finally:
            print("a finally", asyncio.current_task().cancelling())
    t = asyncio.create_task(a())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    print(t.cancelled())

async def reprs():
    for e in (ValueError(), ValueError("x"), ValueError(3), ValueError(0.5), ValueError("it's"), KeyError("k"), KeyError(1), PermissionError(13, "Permission denied"),
              OSError("only text"), IndexError("list index out of range"), ZeroDivisionError("division by zero"), StopAsyncIteration(), NotImplementedError("n"),
              asyncio.TimeoutError(), asyncio.CancelledError("c"), asyncio.InvalidStateError("i"), asyncio.QueueFull(), asyncio.IncompleteReadError(b"ab", 5),
              asyncio.LimitOverrunError("too long", 3), AssertionError("a"), MemoryError(), ConnectionResetError("reset"), PermissionError(1, "p"), BrokenPipeError(32, "Broken pipe")):
        print(repr(e), "|", str(e), "|", isinstance(e, Exception), isinstance(e, OSError))

async def main():
    await nested_groups()
    await the_rest_goes_on()
    await split()
    await causes()
    await order_of_finally()
    await reprs()

asyncio.run(main())
