"""cancel() of a gather that has failed, or whose children are all done, returns False.
Matrix: GATH-10, GATH-15"""
import asyncio

async def ok(name, d):
    await asyncio.sleep(d)
    print(name, "done")
    return name

async def bad():
    await asyncio.sleep(0.01)
    raise ValueError("bad")

async def main():
    group = asyncio.gather(bad(), ok("A", 0.03))
    try:
        await group
    except ValueError as e:
        print("failed:", e)
    print("cancel after the failure:", group.cancel())
    await asyncio.sleep(0.03)
    group = asyncio.gather(ok("B", 0), ok("C", 0))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("children done, gather done:", group.done(), "cancel:", group.cancel())
    print(await group)

asyncio.run(main())
