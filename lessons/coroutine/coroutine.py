import asyncio

pause = 1.0
await_b = False
await_twice = True


async def greet(name):  #@greet
    print(f"hello {name}")  #@hello
    await asyncio.sleep(pause)  #@pause
    print(f"goodbye {name}")  #@goodbye
    return 42  #@return


async def main():  #@main
    hello = greet("A")  # makes an object; nothing of greet runs  #@call
    print("greet was called")  #@called
    answer = await hello  # now it runs  #@await
    print(f"greet returned {answer}")  #@returned
    if await_b: await greet("B")  #@await-b
    else: greet("B")  # the await is missing: never runs  #@forget
    if await_twice:
        try:
            await hello  # it has ended; there is nothing left to run  #@again
        except RuntimeError as error:
            print(f"RuntimeError: {error}")  #@caught
    print("main ends")  #@end


asyncio.run(main())
