"""Asynchronous managers that fail on the way in or out, swallow, or are cancelled on their way out.
Matrix: CORO-05"""
import asyncio

class Resource:
    def __init__(self, name, swallow=False, fail_enter=False, fail_exit=False):
        self.name, self.swallow, self.fail_enter, self.fail_exit = name, swallow, fail_enter, fail_exit
    async def __aenter__(self):
        await asyncio.sleep(0.01)
        if self.fail_enter:
            raise ConnectionError(f"{self.name} enter")
        print(self.name, "entered")
        return self.name.upper()
    async def __aexit__(self, kind, exc, tb):
        try:
            await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            print(self.name, "exit cancelled")
            raise
        print(self.name, "exit", kind.__name__ if kind else None, exc)
        if self.fail_exit:
            raise RuntimeError(f"{self.name} exit")
        return self.swallow

async def use(*resources, fail=None, nap=0.0):
    async def level(i):
        if i == len(resources):
            await asyncio.sleep(nap)
            if fail:
                raise fail
            return "done"
        async with resources[i] as r:
            print("in", r)
            return await level(i + 1)
    return await level(0)

async def attempt(label, coro):
    try:
        print(label, await coro)
    except BaseException as e:
        print(label, repr(e), repr(e.__context__))

async def main():
    await attempt("plain", use(Resource("a"), Resource("b")))
    await attempt("fail", use(Resource("a"), Resource("b"), fail=ValueError("v")))
    await attempt("swallow", use(Resource("a"), Resource("b", swallow=True), fail=ValueError("v")))
    await attempt("enter", use(Resource("a"), Resource("b", fail_enter=True)))
    await attempt("exit", use(Resource("a", swallow=True), Resource("b", fail_exit=True), fail=KeyError("k")))
    await attempt("exit only", use(Resource("a"), Resource("b", fail_exit=True)))
    t = asyncio.create_task(use(Resource("a"), Resource("b", swallow=True), nap=1))
    await asyncio.sleep(0.03)
    t.cancel("stop")
    await attempt("cancel", t)
    t = asyncio.create_task(use(Resource("a"), Resource("b"), nap=1))
    await asyncio.sleep(0.03)
    t.cancel()
    await asyncio.sleep(0.005)
    t.cancel("twice")
    await attempt("cancel twice", t)
    async def timed():
        async with asyncio.timeout(0.025) as cm:
            async with Resource("c"):
                await asyncio.sleep(1)
    await attempt("timed", timed())
    async def grouped():
        async with Resource("d", swallow=True):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(use(Resource("e"), fail=ValueError("e")))
                async with Resource("f"):
                    await asyncio.sleep(1)
        return "swallowed"
    await attempt("grouped", grouped())
    lock = asyncio.Lock()
    async def locked():
        async with lock, Resource("g", fail_exit=True):
            print(lock.locked())
    await attempt("locked", locked())
    print(lock.locked())

asyncio.run(main())
