"""Done callbacks run in the order of registration, from the ready queue; removing takes all equal ones.
Matrix: TASK-11, TASK-12"""
import asyncio

def one(t):
    print("one:", t.get_name(), t.result())

def two(t):
    print("two:", t.get_name(), t.result())

async def work():
    print("work ends")
    return 7

async def main():
    t = asyncio.create_task(work())
    for callback in (one, two, one, two, one):
        t.add_done_callback(callback)
    print("removed:", t.remove_done_callback(one), t.remove_done_callback(print))
    await t
    print("main goes on")
    t.add_done_callback(one)
    print("added to a done task: not yet called")
    await asyncio.sleep(0)
    print("removed:", t.remove_done_callback(two))

asyncio.run(main())
