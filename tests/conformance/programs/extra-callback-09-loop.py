"""Handles, methods and errors of callbacks; a loop that is stopped and run again.
Matrix: CB-03, CB-04, CB-05, CB-07, LOOP-04, LOOP-09, TASK-12, RUN-14, RUN-15, EXC-01, EXC-03"""
import asyncio, functools

log = []

class Thing:
    def __init__(self, n):
        self.n = n
    def method(self, x=0):
        print("method", self.n, x)

def cb(*args):
    print("cb", *args)

async def methods_and_handles():
    loop = asyncio.get_running_loop()
    print(loop.is_running(), loop.is_closed(), loop.get_debug(), loop.time())
    thing = Thing(5)
    loop.call_soon(thing.method)
    loop.call_soon(thing.method, 7)
    loop.call_soon(functools.partial(cb, 1, 2), 3)
    h = loop.call_later(0.01, cb, "later")
    print(h.when(), h.cancelled())
    h.cancel()
    h.cancel()
    print(h.cancelled())
    h2 = loop.call_at(loop.time() + 0.02, cb, "at")
    h3 = loop.call_soon(cb, "soon")
    h3.cancel()
    await asyncio.sleep(0)
    print(h3.cancelled(), h2.when())

async def callbacks_add_callbacks():
    loop = asyncio.get_running_loop()
    def chain(n):
        print("chain", n)
        if n:
            loop.call_soon(chain, n - 1)
            loop.call_later(0, cb, "zero", n)
    loop.call_soon(chain, 2)
    await asyncio.sleep(0.001)
    loop.call_soon(lambda: 1 / 0)
    loop.call_soon(cb, "after the error")
    await asyncio.sleep(0)

async def errors():
    loop = asyncio.get_running_loop()
    def handler(loop, context):
        print("handler", sorted(context), type(context["exception"]).__name__)
    loop.set_exception_handler(handler)
    fut = loop.create_future()
    def failing(f):
        print("failing", f is fut)
        raise LookupError("in done callback")
    fut.add_done_callback(failing)
    fut.add_done_callback(lambda f: print("second", f.result()))
    fut.set_result("r")
    await asyncio.sleep(0)
    loop.call_later(0.001, failing, None)
    await asyncio.sleep(0.002)

async def never_retrieved():
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(bad())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del t
    f = loop.create_future()
    f.set_exception(ValueError("future"))
    del f

async def removed():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    fut.add_done_callback(cb)
    fut.add_done_callback(cb2)
    fut.add_done_callback(cb)
    print(fut.remove_done_callback(cb), fut.remove_done_callback(cb))
    fut.cancel()
    fut.add_done_callback(cb2)
    await asyncio.sleep(0)
    await asyncio.sleep(0.02)

async def due_together():
    loop = asyncio.get_running_loop()
    later = loop.call_later(0.01, cb, "never")
    loop.call_at(later.when() - 0.000001, later.cancel)
    hs = [loop.call_later(0.02, cb, i) for i in range(3)]
    loop.call_later(0.02, hs[2].cancel)
    loop.call_later(0.0199, hs[1].cancel)
    await asyncio.sleep(0.03)
    print(hs[0].cancelled(), hs[1].cancelled(), hs[2].cancelled())

async def main():
    await methods_and_handles()
    await callbacks_add_callbacks()
    await errors()
    await never_retrieved()
    await removed()
    await due_together()

async def bad():
    raise KeyError("nobody asks")

def cb2(f):
    print("cb2", f.cancelled())

asyncio.run(main())

loop = asyncio.new_event_loop()
def stopper(n):
    print("stopper", n)
    loop.stop()
    loop.call_soon(print, "after stop", n)
loop.call_soon(stopper, 1)
loop.run_forever()
print("first round over", loop.is_running())
loop.stop()
loop.run_forever()
print("second round over")
loop.call_later(0.01, loop.stop)
async def forever():
    try:
        while True:
            await asyncio.sleep(0.004)
            print("tick")
    except asyncio.CancelledError:
        print("no more ticks")
        raise
t = loop.create_task(forever(), name="ticker")
loop.run_forever()
print(t.done(), t.get_name())
t.cancel()
try:
    loop.run_until_complete(t)
except asyncio.CancelledError:
    print("cancelled")
async def value():
    await asyncio.sleep(0)
    return 42
print(loop.run_until_complete(value()))
fut = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(fut)
except RuntimeError as e:
    print(repr(e))
print(loop.run_until_complete(asyncio.gather(value(), value(), return_exceptions=True)) if False else "")
loop.close()
loop.close()
print(loop.is_closed())
for f in (lambda: loop.call_soon(print), lambda: loop.run_forever(), lambda: loop.call_later(1, print), lambda: loop.call_soon_threadsafe(print)):
    try:
        f()
    except RuntimeError as e:
        print(repr(e))
