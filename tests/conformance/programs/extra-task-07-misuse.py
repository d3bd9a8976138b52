"""Tasks: what is no coroutine, names, current and all, taken back requests, a child that cancels its parent.
Matrix: TASK-02, TASK-03, TASK-08, TASK-09, TASK-10, CAN-02, CAN-06, CAN-07, CAN-08, CAN-09, CAN-12"""
import asyncio

async def nap(d=0.01, result=None):
    await asyncio.sleep(d)
    return result

async def names():
    loop = asyncio.get_running_loop()
    me = asyncio.current_task()
    print(me.get_name(), me in asyncio.all_tasks(), len(asyncio.all_tasks()))
    for bad in (nap, 42, loop.create_future()):
        try:
            asyncio.create_task(bad)
        except TypeError as e:
            print(type(e).__name__, str(e).split(",")[0])
    t = asyncio.create_task(nap(), name="x")
    t.set_name("renamed")
    print(t.get_name(), t.get_loop() is loop, t.get_coro().__name__)
    u = asyncio.create_task(nap(0.02, "u"))
    u.set_name(7)
    print(u.get_name(), [x.get_name() for x in asyncio.all_tasks()])

async def results():
    t, u = asyncio.create_task(nap(), name="renamed"), asyncio.create_task(nap(0.02, "u"), name="7")
    for f in (t.result, t.exception):
        try:
            f()
        except asyncio.InvalidStateError as e:
            print(repr(e))
    await asyncio.wait([t, u])
    print(t.result(), u.result(), t.exception(), t.cancel(), t.cancelled(), t.cancelling(), t.uncancel())
    print([x.get_name() for x in asyncio.all_tasks()])

async def current():
    loop = asyncio.get_running_loop()
    def who(*args):
        c = asyncio.current_task()
        print("who:", c and c.get_name())
    loop.call_soon(who)
    t = asyncio.create_task(nap(0))
    t.add_done_callback(who)
    await t
    await asyncio.sleep(0)

async def uncancelled():
    async def stubborn():
        for i in range(3):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError as e:
                c = asyncio.current_task()
                print("refused", repr(e), c.cancelling(), c.uncancel(), c.cancelling())
        return "done"
    t = asyncio.create_task(stubborn())
    for i in range(3):
        await asyncio.sleep(0)
        t.cancel(f"request {i}")
        t.cancel()
    print(await t, t.cancelled(), t.cancelling())

async def before_the_first_step():
    async def never():
        print("never printed")
    t = asyncio.create_task(never())
    t.cancel("too early")
    for i in range(2):
        try:
            await t
        except asyncio.CancelledError as e:
            print(repr(e))
    try:
        t.exception()
    except asyncio.CancelledError as e:
        print(repr(e))
    print(t.done(), t.cancelled())

async def cancels_itself():
    async def selfcancel(how):
        asyncio.current_task().cancel("self")
        if how == "raise":
            raise ValueError("raised")
        if how == "uncancel":
            asyncio.current_task().uncancel()
        return how
    for how in ("return", "raise"):
        t = asyncio.create_task(selfcancel(how))
        print([repr(x) for x in await asyncio.gather(t, return_exceptions=True)], t.cancelled())

async def cancels_its_parent():
    me = asyncio.current_task()
    async def child():
        me.cancel("from the child")
        await asyncio.sleep(0)
        print("child goes on")
    t = asyncio.create_task(child())
    try:
        await t
    except asyncio.CancelledError as e:
        print("main struck", repr(e), me.cancelling(), t.cancelled())
        me.uncancel()

async def fails_once():
    async def fails():
        raise RuntimeError("same")
    t = asyncio.create_task(fails())
    errors = []
    async def catch():
        try:
            await t
        except RuntimeError as e:
            errors.append(e)
    await asyncio.gather(catch(), catch(), catch())
    print(len(errors), errors[0] is errors[1] is errors[2] is t.exception())

async def main():
    await names()
    await results()
    await current()
    await uncancelled()
    await before_the_first_step()
    await cancels_itself()
    await cancels_its_parent()
    await fails_once()

asyncio.run(main())
