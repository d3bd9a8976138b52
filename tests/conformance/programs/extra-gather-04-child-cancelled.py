"""A child that others cancel counts as one that raised CancelledError; its siblings go on.
Matrix: GATH-09"""
import asyncio

async def child(name, d):
    await asyncio.sleep(d)
    print(name, "done")
    return name

async def main():
    a, b = asyncio.create_task(child("A", 0.02)), asyncio.create_task(child("B", 0.03))
    group = asyncio.gather(a, b)
    await asyncio.sleep(0.01)
    a.cancel("by hand")
    try:
        await group
    except asyncio.CancelledError as e:
        print("gather raised", repr(e), "- requests to main:", asyncio.current_task().cancelling())
    print("gather cancelled():", group.cancelled(), "- done:", group.done(), "- exception:", repr(group.exception()))
    print("cancel now:", group.cancel(), "- B is", "done" if b.done() else "running")
    print(await b)

asyncio.run(main())
