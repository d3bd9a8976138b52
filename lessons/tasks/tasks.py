import asyncio

delay_a = 1.0
delay_b = 3.0
cancel_at = 2.0
cancel_b = True


async def work(name, delay):  #@work
    print(f"{name} starts")  #@starts
    try:
        await asyncio.sleep(delay)  #@sleep
    except asyncio.CancelledError:
        print(f"{name} cleans up")  #@clean-up
        raise  #@reraise
    print(f"{name} is ready")  #@ready
    return f"result of {name}"  #@return


async def main():  #@main
    a = asyncio.create_task(work("A", delay_a))  #@create-a
    b = asyncio.create_task(work("B", delay_b))  #@create-b
    print("two tasks, none has started")  #@created
    await asyncio.sleep(cancel_at)  #@main-sleeps
    print(f"A is {'done' if a.done() else 'pending'}, B is {'done' if b.done() else 'pending'}")  #@states
    if cancel_b: b.cancel()  # only asks: B hears of it in its next step  #@cancel
    for i in range(1, 3): print(f"{i}. {await a}")  # as often as you like  #@await-a
    try:
        print(f"{await b}")  #@await-b
    except asyncio.CancelledError:
        print("B was cancelled")  #@cancelled


asyncio.run(main())
