import asyncio

delay = 1.0
suspends = True
fails = False


async def inner():  #@inner
    print("inner: begins")  #@inner-begins
    if suspends: await asyncio.sleep(delay)  # here, and only here, the task gives way  #@sleep
    if fails: raise ValueError("no luck")  #@fail
    print("inner: returns 20")  #@inner-returns
    return 20  #@inner-return


async def middle():  #@middle
    print("middle: awaits inner")  #@middle-begins
    value = await inner()  #@await-inner
    print(f"middle: got {value}, returns {value + 1}")  #@middle-returns
    return value + 1  #@middle-return


async def bystander():  #@bystander
    print("bystander: somebody gave way")  #@bystander-runs


async def main():  #@main
    task = asyncio.create_task(bystander())  #@create
    print("main: awaits middle")  #@main-begins
    try:
        value = await middle()  #@await-middle
        print(f"main: got {value}")  #@main-got
    except ValueError as error:
        print(f"main: caught {error}")  #@main-caught
    await task  #@await-task


asyncio.run(main())
