"""Futures: results, exceptions, cancellation with messages, callbacks that change other futures.
Matrix: FUT-01, FUT-02, FUT-03, FUT-04, FUT-06, CAN-11, CAN-16, EXC-01"""
import asyncio

async def waits(f, n):
    try:
        r = await f
        print(n, "got", r)
        return r
    except asyncio.CancelledError as e:
        print(n, "cancelled", repr(e), f.cancelled())
        raise

async def results():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f, f.done(), f.cancelled())
    for g in (f.result, f.exception):
        try:
            g()
        except asyncio.InvalidStateError as e:
            print(repr(e))
    f.set_result([1, 2])
    print(f, f.result(), f.exception(), f.cancel(), f.cancelled())
    for g in (lambda: f.set_result(1), lambda: f.set_exception(ValueError())):
        try:
            g()
        except asyncio.InvalidStateError as e:
            print(type(e).__name__, str(e).split(":")[0])

async def exceptions():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.set_exception(ValueError())
    print(f, repr(f.exception()))
    try:
        f.result()
    except ValueError as e:
        print(e is f.exception())
    f = loop.create_future()
    try:
        f.set_exception(StopIteration("s"))
    except TypeError as e:
        print(repr(e), f.done())
    f.set_exception(TimeoutError("from outside"))
    try:
        await f
    except TimeoutError as e:
        print(repr(e))

async def cancelled():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f.cancel("first"), f.cancel("second"), f)
    for i in range(2):
        try:
            await f
        except asyncio.CancelledError as e:
            print("await", repr(e))
        try:
            f.result()
        except asyncio.CancelledError as e:
            print("result", repr(e))
    print(asyncio.current_task().cancelling())

async def two_waiters():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    a, b = asyncio.create_task(waits(f, "a")), asyncio.create_task(waits(f, "b"))
    await asyncio.sleep(0)
    a.cancel("a only")
    print(f.cancelled(), b.done())
    print([repr(r) for r in await asyncio.gather(a, b, return_exceptions=True)])

async def callbacks():
    loop = asyncio.get_running_loop()
    f, g = loop.create_future(), loop.create_future()
    def first(fut):
        print("first", fut.result())
        fut.add_done_callback(third)
        g.cancel("by first")
    def second(fut):
        print("second", g.cancelled())
    def third(fut):
        print("third")
        loop.call_soon(lambda: print("after third"))
    f.add_done_callback(first)
    f.add_done_callback(second)
    g.add_done_callback(lambda x: print("g done"))
    f.set_result("x")
    print("set")
    for _ in range(4):
        await asyncio.sleep(0)

async def already_set():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    t = asyncio.create_task(waits(f, "c"))
    await asyncio.sleep(0)
    f.set_result("1")
    print(t.cancel(), t.cancelling())
    print([repr(r) for r in await asyncio.gather(t, return_exceptions=True)])

async def dropped():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.add_done_callback(lambda x: print("never"))
    del f
    f = loop.create_future()
    ts = [asyncio.create_task(waits(f, i)) for i in range(3)]
    await asyncio.sleep(0)
    loop.call_later(0.01, f.set_result, "all")
    loop.call_later(0.01, f.cancel)
    await asyncio.wait(ts)
    print(f)

async def lost():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.set_exception(RuntimeError("lost"))
    f = loop.create_future()
    f.set_exception(RuntimeError("seen"))
    f.exception()
    f = None
    print("end")

async def main():
    await results()
    await exceptions()
    await cancelled()
    await two_waiters()
    await callbacks()
    await already_set()
    await dropped()
    await lost()

asyncio.run(main())
