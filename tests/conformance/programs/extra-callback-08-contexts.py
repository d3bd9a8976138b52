"""Callbacks see a copy of the context in which they were queued, or the one that is given.
Matrix: TASK-15"""
import asyncio, contextvars

var = contextvars.ContextVar("var", default="default")

def show(who):
    print(who, "sees", var.get())

def on_done(fut):
    show("done callback")
    var.set("changed by the callback")

def set_and_show(value):
    var.set(value)
    return "inside " + var.get()

async def child():
    show("child")
    var.set("child")

async def main():
    loop = asyncio.get_running_loop()
    other = contextvars.copy_context()
    var.set("main")
    loop.call_soon(show, "call_soon")
    loop.call_soon(show, "call_soon with the other", context=other)
    loop.call_later(0.01, show, "call_later with the other", context=other)
    fut = loop.create_future()
    fut.add_done_callback(on_done)
    fut.add_done_callback(on_done, context=other)
    fut.set_result(None)
    await asyncio.sleep(0)
    print(other.run(set_and_show, "set in other"), "- outside", var.get())
    await asyncio.create_task(child(), context=other)
    await asyncio.sleep(0.02)
    show("main")
    print("other has", other[var])

asyncio.run(main())
