"""A coroutine that raises CancelledError itself: its task is cancelled, though nobody asked.
Matrix: CAN-14, CAN-13"""
import asyncio

async def gives_up():
    await asyncio.sleep(0)
    raise asyncio.CancelledError("of my own will")

async def main():
    t = asyncio.create_task(gives_up())
    try:
        await t
    except Exception:
        print("never printed: it is no Exception")
    except BaseException as e:
        print(repr(e))
    print("cancelled:", t.cancelled(), "requests:", t.cancelling(), asyncio.current_task().cancelling())
    try:
        await gives_up()
    except asyncio.CancelledError as e:
        print("directly:", e)
    print("main goes on")

asyncio.run(main())
