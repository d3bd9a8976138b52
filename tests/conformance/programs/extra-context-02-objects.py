"""Contexts as objects: copied, iterated, asked; tokens of other contexts."""
import asyncio, contextvars

a = contextvars.ContextVar("a")
b = contextvars.ContextVar("b", default=5)

async def main():
    c = contextvars.copy_context()
    c.run(a.set, 1)
    d = c.copy()
    d.run(a.set, 2)
    print(c[a], d[a], c.get(b), c.get(a), c.get(b, "none"))
    try:
        c[b]
    except KeyError:
        print("no b")
    t = asyncio.create_task(asyncio.sleep(0), context=c)
    print(t.get_context()[a] if hasattr(t, "get_context") else 1)
    await t
    async def sets(x):
        old = a.get("unset")
        a.set(x)
        await asyncio.sleep(0)
        return old, a.get()
    print(await asyncio.create_task(sets(10), context=d), d[a], a.get("unset"))
    print(await asyncio.gather(sets(1), sets(2)), a.get("unset"))
    token = a.set(7)
    async def resets():
        try:
            a.reset(token)
        except ValueError as e:
            print("another context", type(e).__name__)
        return a.get()
    print(await asyncio.create_task(resets()))
    print(await resets(), a.get("unset")) if False else None
    a.reset(token)
    print(a.get("unset"))

asyncio.run(main())
