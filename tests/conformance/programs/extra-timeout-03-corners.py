"""timeout() without a limit, at once, in the past, nested, and when something else strikes at that instant.
Matrix: TMO-03, TMO-04, TMO-05, TMO-07, TMO-08, TMO-09, TMO-12, TMO-13"""
import asyncio

async def rescheduled():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as t:
        print(t.when(), t.expired(), t)
        await asyncio.sleep(0.01)
        t.reschedule(loop.time() + 0.01)
        print(t.when())
        t.reschedule(None)
        await asyncio.sleep(0.02)
    print(t)
    try:
        t.reschedule(5)
    except RuntimeError as e:
        print(repr(e))

async def at_once():
    try:
        async with asyncio.timeout(0) as t:
            print("runs on", t.expired())
            await asyncio.sleep(0)
            print("not reached")
    except TimeoutError as e:
        print(repr(e), t.expired(), t, repr(e.__cause__), repr(e.__context__))
    async with asyncio.timeout(-1) as t:
        pass
    print(t.expired())
    await asyncio.sleep(0)

async def from_outside():
    async def inner():
        try:
            async with asyncio.timeout(1) as t:
                await asyncio.sleep(2)
        except asyncio.CancelledError as e:
            print("foreign", repr(e), t.expired(), t)
            raise
    task = asyncio.create_task(inner())
    await asyncio.sleep(0.01)
    task.cancel("from outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))
    try:
        async with asyncio.timeout(0.01) as t:
            await asyncio.sleep(0.005)
            raise ValueError("body")
    except ValueError as e:
        print(repr(e), t.expired())

async def at_the_same_instant():
    loop = asyncio.get_running_loop()
    async def both():
        try:
            async with asyncio.timeout(0.02):
                await asyncio.sleep(1)
        except BaseException as e:
            print("both:", repr(e), asyncio.current_task().cancelling())
            raise
    for first in (True, False):
        if first:
            task = asyncio.create_task(both())
            await asyncio.sleep(0)
            loop.call_later(0.02, task.cancel)
        else:
            loop.call_later(0.02, lambda: task.cancel())
            task = asyncio.create_task(both())
        r = await asyncio.gather(task, return_exceptions=True)
        print(r, task.cancelled())

async def nested():
    async def cleanup():
        try:
            await asyncio.sleep(1)
        finally:
            print("cleaning")
            try:
                await asyncio.sleep(0.05)
                print("cleaned")
            except asyncio.CancelledError:
                print("clean-up struck")
                raise
    for a, b in ((0.01, 0.01), (0.02, 0.01), (0.01, 0.02)):
        try:
            async with asyncio.timeout(a) as outer:
                try:
                    async with asyncio.timeout(b) as inner_t:
                        await cleanup()
                except TimeoutError:
                    print("inner timed out")
                    await asyncio.sleep(0.1)
        except TimeoutError:
            print("outer timed out")
        print(outer.expired(), inner_t.expired(), asyncio.current_task().cancelling())

async def in_the_past():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() - 1):
            await asyncio.sleep(0)
    except TimeoutError:
        print("past")
    def cb():
        try:
            asyncio.current_task()
            asyncio.timeout(1)
            print("made")
        except RuntimeError as e:
            print(repr(e))
    loop.call_soon(cb)
    await asyncio.sleep(0)

async def main():
    await rescheduled()
    await at_once()
    await from_outside()
    await at_the_same_instant()
    await nested()
    await in_the_past()

asyncio.run(main())
