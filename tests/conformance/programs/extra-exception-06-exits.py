"""SystemExit and KeyboardInterrupt in callbacks, tasks, gathers and groups; the loop can be run on.
Matrix: EXC-05, TG-10"""
import asyncio

async def other(n):
    try:
        await asyncio.sleep(0.01)
        print(n, "ends")
    except asyncio.CancelledError:
        print(n, "cancelled")
        raise

def exits():
    raise SystemExit(2)

loop = asyncio.new_event_loop()
t = loop.create_task(other("a"))
loop.call_soon(exits)
loop.call_soon(print, "stays queued")
try:
    loop.run_forever()
except SystemExit as e:
    print("exit", e.code, loop.is_running())
loop.run_until_complete(t)

async def raises(e):
    await asyncio.sleep(0)
    raise e
t = loop.create_task(raises(KeyboardInterrupt("ki")))
u = loop.create_task(other("b"))
try:
    loop.run_until_complete(u)
except KeyboardInterrupt as e:
    print(repr(e), t.done(), u.done())
print(repr(t.exception()))
loop.run_until_complete(u)
loop.close()

async def main():
    try:
        await asyncio.gather(raises(SystemExit(5)), other("c"))
    except SystemExit as e:
        print("gather", e.code)
    finally:
        print("main leaves")
try:
    asyncio.run(main())
except SystemExit as e:
    print("run", e.code)

async def group():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(other("d"))
            tg.create_task(raises(SystemExit(6)))
    except SystemExit as e:
        print("group", e.code)
        raise
try:
    asyncio.run(group())
except SystemExit as e:
    print("run", e.code)

async def in_callback():
    f = asyncio.get_running_loop().create_future()
    def bad(f):
        raise KeyboardInterrupt
    f.add_done_callback(bad)
    f.set_result(1)
    try:
        await other("e")
    finally:
        print("in_callback leaves")
try:
    asyncio.run(in_callback())
except KeyboardInterrupt as e:
    print(repr(e))
raise SystemExit(7)
