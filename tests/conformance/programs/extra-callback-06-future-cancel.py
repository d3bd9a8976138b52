"""A cancelled future is done at once and stays so; whoever awaits it gets CancelledError without being asked to cancel.
Matrix: FUT-03, FUT-04, FUT-02"""
import asyncio

async def waiter(fut):
    try:
        await fut
    except asyncio.CancelledError as e:
        print("waiter:", repr(e), "requests:", asyncio.current_task().cancelling())
        return "went on"

def on_done(fut):
    print("callback: cancelled", fut.cancelled())

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    fut.add_done_callback(on_done)
    t = asyncio.create_task(waiter(fut))
    await asyncio.sleep(0)
    print("cancel:", fut.cancel("changed my mind"), fut.done(), fut.cancelled())
    print("again:", fut.cancel())
    for ask in (fut.result, fut.exception, lambda: fut.set_result(1)):
        try:
            ask()
        except (asyncio.CancelledError, asyncio.InvalidStateError) as e:
            print(type(e).__name__)
    print(await t, t.cancelled())
    done = loop.create_future()
    done.set_result(5)
    print("cancel of a done one:", done.cancel(), done.result())

asyncio.run(main())
