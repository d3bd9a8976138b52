"""A task factory names the tasks of gather, wait_for, shield, as_completed and a group; an explicit name comes last.
Matrix: TASK-18, TASK-02"""
import asyncio

made = []

def factory(loop, coro, **kwargs):
    task = asyncio.Task(coro, loop=loop, **kwargs)
    made.append(task)
    task.set_name(f"{coro.__name__}#{len(made)}")
    task.add_done_callback(lambda t: print("done", t.get_name(), t.cancelled()))
    return task

async def child(n):
    await asyncio.sleep(n / 100)
    if n == 3:
        raise ValueError(n)
    return n

async def parent():
    t = asyncio.current_task()
    print("parent is", t.get_name())
    r = await asyncio.gather(child(1), child(2), child(3), return_exceptions=True)
    print(r)
    try:
        await asyncio.wait_for(child(9), 0.01)
    except TimeoutError:
        print("timeout")
    await asyncio.shield(child(1))
    for c in asyncio.as_completed([child(2), child(1)]):
        print(await c)
    return "parent"

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(factory)
    print(loop.get_task_factory() is factory)
    print(await loop.create_task(parent()))
    t = asyncio.create_task(child(2), name="given")
    print(t.get_name())
    await t
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(child(1), name="in group")
        b = tg.create_task(child(2))
    print(a.get_name(), b.get_name(), len(made))
    c = asyncio.ensure_future(child(5))
    c.cancel()
    try:
        await c
    except asyncio.CancelledError:
        print("c", c.get_name())
    loop.set_task_factory(None)
    d = asyncio.create_task(child(1))
    await d
    print(len(made), d.get_coro().__name__)
    try:
        loop.set_task_factory(3)
    except TypeError as e:
        print(e)

asyncio.run(main())
