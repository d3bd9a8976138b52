"""Deadlines moved, past, shared with a cancellation; errors and swallowed cancellations at them.
Matrix: TMO-04, TMO-07"""
import asyncio

async def reschedules():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(None) as cm:
            print(cm, cm.when(), cm.expired())
            cm.reschedule(loop.time() + 0.02)
            await asyncio.sleep(0.01)
            cm.reschedule(loop.time() + 0.02)
            print(round(cm.when(), 3))
            await asyncio.sleep(0.015)
            cm.reschedule(None)
            await asyncio.sleep(0.05)
            cm.reschedule(loop.time() - 1)
            print("in the past, still here")
            await asyncio.sleep(1)
    except TimeoutError as e:
        print(repr(e), cm.expired(), round(loop.time(), 3), cm)
    try:
        cm.reschedule(5)
    except RuntimeError as e:
        print(repr(e))

async def zero_and_negative():
    for d in (0, -1):
        try:
            async with asyncio.timeout(d) as cm:
                print("body", d, cm.expired())
                await asyncio.sleep(0)
                print("after one turn", cm.expired())
                await asyncio.sleep(0)
                print("after two")
        except TimeoutError:
            print("timeout", d)
    async with asyncio.timeout(0) as cm:
        print("no await inside")
    print(cm.expired(), asyncio.current_task().cancelling())
    await asyncio.sleep(0)
    print("survived")

async def error_at_deadline():
    try:
        async with asyncio.timeout(0.01) as cm:
            try:
                await asyncio.sleep(1)
            finally:
                raise ValueError("in finally")
    except ValueError as e:
        print(repr(e), repr(e.__context__), cm.expired(), asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(0.01) as cm:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                pass
        print("swallowed", cm.expired(), asyncio.current_task().cancelling())
    except TimeoutError:
        print("TimeoutError")

async def inner_longer():
    async def inner():
        async with asyncio.timeout(1) as i:
            await asyncio.sleep(2)
    try:
        async with asyncio.timeout(0.01) as o:
            await inner()
    except TimeoutError:
        print("outer", o.expired())
    try:
        async with asyncio.timeout(1) as o:
            try:
                async with asyncio.timeout(0.01) as i:
                    await asyncio.sleep(2)
            except TimeoutError:
                print("inner only", i.expired(), o.expired())
                await asyncio.sleep(0.01)
            print("outer goes on")
    except TimeoutError:
        print("not here")

async def cancelled_from_outside_at_the_deadline():
    async def body():
        try:
            async with asyncio.timeout(0.01) as cm:
                await asyncio.sleep(1)
        except TimeoutError:
            print("TimeoutError", asyncio.current_task().cancelling())
            return "timed out"
        except asyncio.CancelledError as e:
            print("Cancelled", repr(e), cm.expired(), asyncio.current_task().cancelling())
            raise
    loop = asyncio.get_running_loop()
    for order in (0, 1):
        if order:
            loop.call_later(0.01, lambda: t.cancel("outside"))
            t = asyncio.create_task(body())
        else:
            t = asyncio.create_task(body())
            await asyncio.sleep(0)
            loop.call_later(0.01, t.cancel, "outside")
        print(await asyncio.gather(t, return_exceptions=True))

async def group_and_wait_for():
    async def work(n):
        await asyncio.sleep(n)
        return n
    async def all_of_them():
        async with asyncio.TaskGroup() as tg:
            ts = [tg.create_task(work(0.01 * i)) for i in range(4)]
        return [t.result() for t in ts]
    print(await asyncio.wait_for(all_of_them(), 0.1))
    try:
        await asyncio.wait_for(all_of_them(), 0.015)
    except TimeoutError:
        print("too slow")
    try:
        async with asyncio.timeout(0.015), asyncio.TaskGroup() as tg:
            for i in range(4):
                tg.create_task(work(0.01 * i))
    except TimeoutError:
        print("group timed out")

async def misuse():
    cm = asyncio.timeout(1)
    print(cm)
    async with cm:
        print(cm)
    print(cm)

async def main():
    await reschedules()
    await zero_and_negative()
    await error_at_deadline()
    await inner_longer()
    await cancelled_from_outside_at_the_deadline()
    await group_and_wait_for()
    await misuse()

asyncio.run(main())
