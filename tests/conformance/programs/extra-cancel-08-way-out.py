"""Cancelled on the way out of managers, groups under timeouts under shields, two limits at one instant.
Matrix: CAN-05, TMO-04, TMO-07, SHLD-01"""
import asyncio

async def guarded(name, d):
    try:
        await asyncio.sleep(d)
        print(name, "slept")
    finally:
        print(name, "cleans")
        await asyncio.sleep(0.01)
        print(name, "cleaned")

class Resource:
    def __init__(self, name):
        self.name = name
    async def __aenter__(self):
        print("enter", self.name)
        await asyncio.sleep(0)
        return self
    async def __aexit__(self, kind, error, tb):
        print("exit", self.name, kind.__name__ if kind else None)
        try:
            await asyncio.sleep(0.02)
        except asyncio.CancelledError as e:
            print("exit", self.name, "interrupted", repr(e))
            raise
        print("exited", self.name)

async def body(d):
    async with Resource("r"):
        async with Resource("s"):
            await asyncio.sleep(d)
            print("body done")

async def group_in_timeout():
    try:
        async with asyncio.timeout(0.05) as t:
            async with asyncio.TaskGroup() as tg:
                a = tg.create_task(guarded("a", 1), name="alpha")
                b = tg.create_task(guarded("b", 0.02))
                print(await b)
                print("b over", a.done())
    except TimeoutError as e:
        print("timeout", repr(e), t.expired(), repr(e.__cause__))
    return "group ended"

async def shielded():
    inner = asyncio.ensure_future(group_in_timeout())
    outer = asyncio.shield(inner)
    asyncio.get_running_loop().call_later(0.03, outer.cancel)
    try:
        await outer
    except asyncio.CancelledError as e:
        print("outer cancelled", repr(e), inner.done(), outer.cancelled())
    print(await inner)

async def cancel_in_exit():
    for at, again in ((0.005, 0.015), (0.012, 0.001), (0.015, None)):
        t = asyncio.create_task(body(0.01))
        await asyncio.sleep(at)
        print("cancel", t.cancel("first"))
        if again is not None:
            await asyncio.sleep(again)
            print("again", t.cancel("second"), t.cancelling())
        try:
            await t
        except asyncio.CancelledError as e:
            print("t", repr(e), t.cancelled())
        print("--")

async def same_instant():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() + 0.01) as outer:
            try:
                async with asyncio.timeout_at(loop.time() + 0.01) as inner:
                    await asyncio.sleep(0.01)
                    print("slept as long")
                    await asyncio.sleep(0)
                    print("and more")
                    await asyncio.sleep(1)
            finally:
                print("inner", inner.expired(), "outer", outer.expired(), asyncio.current_task().cancelling())
    except TimeoutError:
        print("TimeoutError", inner.expired(), outer.expired(), asyncio.current_task().cancelling())
    await asyncio.sleep(0)
    print("goes on", round(loop.time(), 3))

async def main():
    await shielded()
    await cancel_in_exit()
    await same_instant()

asyncio.run(main())
