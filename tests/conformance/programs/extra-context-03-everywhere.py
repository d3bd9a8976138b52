"""Whose context a callback sees: of readers, threads, threadsafe calls and coroutines, gathers, done callbacks and expiring limits."""
import asyncio, contextvars, socket

v = contextvars.ContextVar("v", default="root")

def show(where):
    print(where, v.get())

async def coro(where):
    show(where)
    v.set(where)
    await asyncio.sleep(0)
    return v.get()

async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    v.set("reader")
    loop.add_reader(a, lambda: (show("readable"), loop.remove_reader(a)))
    v.set("after")
    b.send(b"x")
    await asyncio.sleep(0.01)
    a.close(); b.close()
    def thread():
        show("thread")
        v.set("thread")
        loop.call_soon_threadsafe(show, "threadsafe")
        print(asyncio.run_coroutine_threadsafe(coro("submitted"), loop).result())
        show("thread ends")
    await asyncio.to_thread(thread)
    await loop.run_in_executor(None, show, "executor")
    show("main")
    f = loop.create_future()
    v.set("adds callback")
    f.add_done_callback(lambda f: show("done callback"))
    v.set("sets result")
    loop.call_soon(f.set_result, 1)
    await f
    await asyncio.sleep(0)
    g = asyncio.gather(coro("g1"), coro("g2"))
    v.set("awaits gather")
    print(await g, v.get())
    t = asyncio.create_task(coro("t"))
    t.add_done_callback(lambda t: show("task done"))
    v.set("later")
    await t
    await asyncio.sleep(0)
    async def limited():
        v.set("limited")
        try:
            async with asyncio.timeout(0.01):
                v.set("in timeout")
                await asyncio.sleep(1)
        finally:
            show("finally")
    try:
        await limited()
    except TimeoutError:
        show("timeout")
    loop.set_exception_handler(lambda loop, c: show("handler"))
    v.set("raises")
    loop.call_soon(lambda: 1 / 0)
    v.set("end")
    await asyncio.sleep(0)
    await asyncio.shield(coro("shield"))
    e = asyncio.Event()
    async def waiter():
        v.set("waiter")
        await e.wait()
        show("event")
    w = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    v.set("setter")
    e.set()
    await w

asyncio.run(main())
