"""Timers and callbacks that are added, removed and cancelled by callbacks.
Matrix: CB-04, CB-07, TASK-12"""
import asyncio

def say(loop, text):
    print(text, round(loop.time(), 4))

async def equal_deadlines():
    loop = asyncio.get_running_loop()
    handles = []
    def first():
        say(loop, "first")
        handles[1].cancel()
        handles[3].cancel()
        loop.call_at(loop.time(), say, loop, "added at once")
        loop.call_soon(say, loop, "soon")
    when = loop.time() + 0.01
    handles.append(loop.call_at(when, first))
    for i in range(1, 5):
        handles.append(loop.call_at(when, say, loop, f"h{i}"))
    handles.append(loop.call_at(when - 0.005, say, loop, "before"))
    print(handles[0].when() == when, handles[1].cancelled())
    await asyncio.sleep(0.01)
    print([h.cancelled() for h in handles])
    await asyncio.sleep(0.01)
    handles[0].cancel()
    print(handles[0].cancelled())

async def callbacks_of_callbacks():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    def again(f):
        print("again", f.result())
        f.add_done_callback(last)
        print("removed", f.remove_done_callback(never))
    def never(f):
        print("never?", f.result())
    def last(f):
        print("last", f.done())
    f.add_done_callback(again)
    f.add_done_callback(never)
    f.add_done_callback(again)
    print("removed", f.remove_done_callback(last))
    f.set_result(5)
    print("set")
    try:
        f.set_result(6)
    except asyncio.InvalidStateError as e:
        print(repr(e))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    f.add_done_callback(never)
    f.remove_done_callback(never)
    await asyncio.sleep(0)

async def removed_before():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    def cb(f):
        print("cb", repr(f.exception()))
    f.add_done_callback(cb)
    f.add_done_callback(print)
    f.add_done_callback(cb)
    print(f.remove_done_callback(print), f.remove_done_callback(print))
    f.set_exception(RuntimeError("r"))
    await asyncio.sleep(0)
    try:
        await f
    except RuntimeError as e:
        print(repr(e))

async def errors_in_callbacks():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print("handler", sorted(c), repr(c["exception"])))
    def bad(*args):
        raise ValueError(len(args))
    loop.call_soon(bad, 1, 2)
    loop.call_later(0.01, bad)
    f = loop.create_future()
    f.add_done_callback(bad)
    f.add_done_callback(lambda f: print("goes on"))
    f.cancel("msg")
    try:
        await f
    except asyncio.CancelledError as e:
        print(repr(e))
    await asyncio.sleep(0.02)
    loop.call_exception_handler({"message": "by hand", "exception": KeyError("k")})
    loop.set_exception_handler(None)

async def interleave():
    loop = asyncio.get_running_loop()
    async def task(n):
        for i in range(3):
            print("task", n, i)
            await asyncio.sleep(0)
    def tick(n):
        print("tick", n)
        if n:
            loop.call_soon(tick, n - 1)
    t1 = asyncio.create_task(task(1))
    loop.call_soon(tick, 3)
    t2 = asyncio.create_task(task(2))
    loop.call_later(0, tick, 0)
    h = loop.call_soon(tick, 9)
    h.cancel()
    await t2
    print(t1.done())

async def main():
    await equal_deadlines()
    await callbacks_of_callbacks()
    await removed_before()
    await errors_in_callbacks()
    await interleave()

asyncio.run(main())
