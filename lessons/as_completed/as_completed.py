import asyncio

delay_a = 3.0
delay_b = 1.0
delay_c = 2.0
b_raises = False
first_only = False


async def fetch(name, delay):  #@fetch
    print(f"{name}: request sent")  #@sent
    await asyncio.sleep(delay)  #@sleep
    if name == "B" and b_raises: raise ValueError("B failed")  #@raise
    return f"page {name}"  #@return


async def main():  #@main
    fetches = []
    fetches.append(fetch("A", delay_a))  #@fetch-a
    fetches.append(fetch("B", delay_b))  #@fetch-b
    fetches.append(fetch("C", delay_c))  #@fetch-c
    for next in asyncio.as_completed(fetches):  #@for
        try:
            page = await next  # whichever is done first  #@await-next
            print(f"{page} is here")  #@here
            if first_only: break  # the others go on  #@break
        except ValueError as error:
            print(f"one failed: {error}")  #@failed
    print("main ends")  #@end


asyncio.run(main())
