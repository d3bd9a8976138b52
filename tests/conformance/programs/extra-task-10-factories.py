"""Task factories: every task comes from one, which may name it, or refuse and close the coroutine.
Matrix: TASK-18, GATH-01, TG-14"""
import asyncio

made = []

def factory(loop, coro, context=None):
    t = asyncio.Task(coro, loop=loop, context=context)
    made.append(t)
    t.set_name(f"made-{len(made)}")
    t.add_done_callback(lambda t: print(t.get_name(), "done", t.cancelled()))
    return t

def refuses(loop, coro, context=None):
    coro.close()
    raise RuntimeError("no tasks today")

async def work(x):
    await asyncio.sleep(0.01 * x)
    return x

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(factory)
    print(loop.get_task_factory() is factory)
    t = asyncio.create_task(work(1), name="given")
    print(t.get_name())
    print(await asyncio.gather(work(2), work(1), t))
    async with asyncio.TaskGroup() as tg:
        u = tg.create_task(work(1), name="in-group")
        print(u.get_name())
    print(await asyncio.wait_for(work(1), 1))
    async with asyncio.timeout(1):
        await asyncio.shield(work(0))
    for c in asyncio.as_completed([work(1), work(0)]):
        print(await c)
    try:
        await asyncio.wait_for(work(5), 0.01)
    except TimeoutError:
        print("timeout")
    loop.set_task_factory(refuses)
    for f in (lambda: asyncio.create_task(work(1)), lambda: asyncio.gather(work(1)), lambda: asyncio.ensure_future(work(1)), lambda: asyncio.shield(work(0))):
        try:
            f()
        except RuntimeError as e:
            print(e)
    try:
        await asyncio.wait_for(work(0), 1)
    except RuntimeError as e:
        print("wait_for", e)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work(1))
    except* RuntimeError as eg:
        print("group", eg.exceptions)
    loop.set_task_factory(None)
    print(await asyncio.create_task(work(0)), len(made))
    try:
        loop.set_task_factory(42)
    except TypeError as e:
        print(e)

asyncio.run(main())
