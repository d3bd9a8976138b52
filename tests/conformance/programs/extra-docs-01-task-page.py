"""The examples of the documentation's page "Coroutines and Tasks", one after the other.
Matrix: TASK-01, TG-01, GATH-01, SHLD-01, TMO-01, WAIT-01, ASC-01"""
import asyncio, time

async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)

def now():
    return f"{asyncio.get_running_loop().time():.3f}"

async def awaited():
    print(f"started at {now()}")
    await say_after(1, 'hello')
    await say_after(2, 'world')
    print(f"finished at {now()}")

async def tasks():
    task1 = asyncio.create_task(say_after(1, 'hello'))
    task2 = asyncio.create_task(say_after(2, 'world'))
    print(f"started at {now()}")
    await task1
    await task2
    print(f"finished at {now()}")

async def group():
    async with asyncio.TaskGroup() as tg:
        task1 = tg.create_task(say_after(1, 'hello'))
        task2 = tg.create_task(say_after(2, 'world'))
        print(f"started at {now()}")
    print(f"finished at {now()}", task1.done(), task2.done())

async def nested():
    return 42

async def only_called():
    nested()
    print(await nested())
    task = asyncio.create_task(nested())
    await task

def function_that_returns_a_future_object():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(0.5, future.set_result, "set")
    return future

async def futures():
    print(await function_that_returns_a_future_object())
    print(await asyncio.gather(function_that_returns_a_future_object(), nested()))

background_tasks = set()

async def some_coro(param):
    await asyncio.sleep(param * 0.1)

async def background():
    for i in range(4):
        task = asyncio.create_task(some_coro(param=i))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
    await asyncio.sleep(0.15)
    print(len(background_tasks))
    await asyncio.sleep(1)
    print(len(background_tasks))

async def display_date():
    loop = asyncio.get_running_loop()
    end_time = loop.time() + 5.0
    while True:
        print(now())
        if (loop.time() + 1.0) >= end_time:
            break
        await asyncio.sleep(1)

async def factorial(name, number):
    f = 1
    for i in range(2, number + 1):
        print(f"Task {name}: Compute factorial({number}), currently i={i}...")
        await asyncio.sleep(1)
        f *= i
    print(f"Task {name}: factorial({number}) = {f}")
    return f

async def factorials():
    L = await asyncio.gather(
        factorial("A", 2),
        factorial("B", 3),
        factorial("C", 4),
    )
    print(L)

async def something():
    await asyncio.sleep(1)
    return "something"

async def shielded():
    task = asyncio.create_task(something())
    try:
        res = await asyncio.shield(task)
    except asyncio.CancelledError:
        res = None
    print(res)
    print(await task)

async def cancels_the_shielded():
    task = asyncio.create_task(shielded())
    await asyncio.sleep(0.5)
    task.cancel()
    await task

async def long_running_task():
    await asyncio.sleep(3600)

async def timeouts():
    try:
        async with asyncio.timeout(10):
            await long_running_task()
    except TimeoutError:
        print("The long operation timed out, but we've handled it.")
    print("This statement will run regardless.")
    try:
        async with asyncio.timeout(None) as cm:
            print(cm.when(), cm.expired())
            new_deadline = asyncio.get_running_loop().time() + 10
            cm.reschedule(new_deadline)
            await long_running_task()
    except TimeoutError:
        pass
    if cm.expired():
        print("Looks like we haven't finished on time.")
    loop = asyncio.get_running_loop()
    deadline = loop.time() + 20
    try:
        async with asyncio.timeout_at(deadline):
            await long_running_task()
    except TimeoutError:
        print("The long operation timed out, but we've handled it.")
    print("This statement will run regardless.")

async def eternity():
    await asyncio.sleep(3600)
    print('yay!')

async def waited_for():
    try:
        await asyncio.wait_for(eternity(), timeout=1.0)
    except TimeoutError:
        print('timeout!')

async def foo():
    return 42

async def waits():
    task = asyncio.create_task(foo())
    done, pending = await asyncio.wait({task})
    if task in done:
        print("the task is in done", len(done), len(pending))
    aws = [asyncio.create_task(something()), asyncio.create_task(factorial("D", 3))]
    done, pending = await asyncio.wait(aws, timeout=1.5, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending))
    for coro in asyncio.as_completed([something(), foo_later()], timeout=0.7):
        try:
            earliest_result = await coro
            print(earliest_result)
        except TimeoutError as e:
            print(repr(e))
    await asyncio.wait(aws)

async def foo_later():
    await asyncio.sleep(0.2)
    return "later"

def blocking_io():
    print(f"start blocking_io at {asyncio.events._get_running_loop()}")
    time.sleep(1)
    print("blocking_io complete")

async def in_thread():
    print(f"started main at {now()}")
    await asyncio.gather(
        asyncio.to_thread(blocking_io),
        asyncio.sleep(1))
    print(f"finished main at {now()}")

async def cancel_me():
    print('cancel_me(): before sleep')
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print('cancel_me(): cancel sleep')
        raise
    finally:
        print('cancel_me(): after sleep')

async def cancels():
    task = asyncio.create_task(cancel_me())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main(): cancel_me is cancelled now")

async def make_request_with_timeout():
    try:
        async with asyncio.timeout(1):
            await something_slow()
            print("request made")
    except TimeoutError:
        print("timeout")
    await unrelated_code()

async def something_slow():
    await asyncio.sleep(2)

async def unrelated_code():
    await asyncio.sleep(0.5)
    print("unrelated code")

async def structured():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(make_request_with_timeout())
        tg.create_task(say_after(0.1, "other"))

async def main():
    await awaited()
    await tasks()
    await group()
    await only_called()
    await futures()
    await background()
    await display_date()
    await factorials()
    await shielded()
    await cancels_the_shielded()
    await timeouts()
    await waited_for()
    await waits()
    await in_thread()
    await cancels()
    await structured()

asyncio.run(main())
