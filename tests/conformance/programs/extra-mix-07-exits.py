"""Managers whose way in or out raises, awaits, swallows, is cancelled; stacked in each other."""
import asyncio

class M:
    def __init__(self, name, enter=None, exit=None, swallow=False, delay=0.0):
        self.name, self.enter_error, self.exit_error, self.swallow, self.delay = name, enter, exit, swallow, delay
    async def __aenter__(self):
        print(self.name, "enters")
        await asyncio.sleep(self.delay)
        if self.enter_error:
            raise self.enter_error
        return self.name
    async def __aexit__(self, et, e, tb):
        print(self.name, "leaves with", repr(e))
        await asyncio.sleep(self.delay)
        if self.exit_error:
            raise self.exit_error
        return self.swallow

def chain(e):
    return f"{e!r} context {e.__context__!r}"

async def main():
    try:
        async with M("a", exit=ValueError("exit")):
            raise KeyError("body")
    except ValueError as e:
        print("1", chain(e))
    async with M("b", swallow=True):
        raise KeyError("gone")
    try:
        async with M("c"):
            async with M("d", enter=TypeError("enter")):
                print("never")
    except TypeError as e:
        print("2", chain(e))
    try:
        async with M("e", exit=OSError("outer")):
            async with M("f", exit=ValueError("inner")):
                raise KeyError("body")
    except OSError as e:
        print("3", chain(e))
        print("3", chain(e.__context__))
    async def managed():
        async with M("g", delay=0.02) as name:
            print("in", name)
            await asyncio.sleep(1)
    for at in (0.01, 0.03, 0.05):
        t = asyncio.create_task(managed())
        await asyncio.sleep(at)
        t.cancel("at %s" % at)
        await asyncio.sleep(0.01)
        t.cancel("again")
        try:
            await t
        except asyncio.CancelledError as e:
            print("4", repr(e), t.cancelling())
    try:
        async with asyncio.timeout(0.01):
            async with M("h", swallow=True, delay=0.0):
                await asyncio.sleep(1)
            print("swallowed the limit")
            await asyncio.sleep(0)
    except TimeoutError as e:
        print("5", chain(e))
    async with M("i", swallow=True) as name:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(1)
    print("6", name)
    try:
        async with M("j", exit=RuntimeError("last")):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(asyncio.sleep(0.01))
                raise ValueError("group body")
    except RuntimeError as e:
        print("7", chain(e))

asyncio.run(main())
