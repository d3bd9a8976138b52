"""What leaves the loop from callbacks, tasks and exception handlers, and how the loop goes on.
Matrix: EXC-05, EXC-03, CB-07, RUN-14"""
import asyncio

def boom(e):
    print("boom", type(e).__name__)
    raise e

def after(x):
    print("after", x)

async def task_boom(e, d=0.0):
    await asyncio.sleep(d)
    raise e

async def bystander(name):
    try:
        while True:
            await asyncio.sleep(0.01)
            print(name, "ticks")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "finally")

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.set_exception_handler(lambda l, c: print("handler", c["message"].split("(")[0], repr(c.get("exception"))))
for e in (KeyboardInterrupt("k"), SystemExit(3), ValueError("v"), GeneratorExit("g"), asyncio.CancelledError("c")):
    loop.call_soon(boom, e)
    loop.call_soon(after, type(e).__name__)
    loop.call_later(0.01, loop.stop)
    try:
        loop.run_forever()
        print("stopped")
    except BaseException as caught:
        print("caught", repr(caught))
        loop.run_forever()
by = loop.create_task(bystander("by"))
for e in (SystemExit(), KeyboardInterrupt()):
    try:
        loop.run_until_complete(task_boom(e, 0.015))
    except BaseException as caught:
        print("main", repr(caught), by.done())
t = loop.create_task(task_boom(SystemExit("text"), 0.001))
try:
    loop.run_until_complete(asyncio.sleep(1, loop))
except SystemExit as caught:
    print("other", repr(caught), t.done(), repr(t.exception()))
async def cleanup():
    by.cancel()
    try:
        await by
    except asyncio.CancelledError:
        print("by is gone")
loop.run_until_complete(cleanup())
def handler_raises(l, c):
    raise RuntimeError("in handler")
loop.set_exception_handler(handler_raises)
loop.call_soon(boom, KeyError("twice"))
loop.call_soon(loop.stop)
loop.run_forever()
def handler_exits(l, c):
    raise SystemExit("handler")
loop.set_exception_handler(handler_exits)
loop.call_soon(boom, KeyError("thrice"))
try:
    loop.run_forever()
except SystemExit as e:
    print("exit", repr(e))
loop.stop()
loop.run_forever()
loop.close()
async def main():
    asyncio.create_task(bystander("last"))
    await asyncio.sleep(0.015)
    raise SystemExit(7)
try:
    asyncio.run(main())
except SystemExit as e:
    print("run", e.code)
