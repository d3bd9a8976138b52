import asyncio

delay_a = 2.0
delay_b = 1.0
b_raises = False
return_exceptions = False


async def fetch(name, delay):  #@fetch
    print(f"{name}: request sent")  #@sent
    await asyncio.sleep(delay)  #@sleep
    if name == "B" and b_raises: raise ValueError("B failed")  #@raise
    print(f"{name}: response")  #@response
    return int(delay * 100)  # the size of the page  #@return


async def main():  #@main
    try:
        if return_exceptions:
            a, b = await asyncio.gather(  #@gather-all
                fetch("A", delay_a), fetch("B", delay_b), return_exceptions=True)
            print(f"A gave {a!r}, B gave {b!r}")  #@results
        else:
            a, b = await asyncio.gather(  #@gather
                fetch("A", delay_a), fetch("B", delay_b))
            print(f"{a} + {b}: total {a + b}")  #@total
        return
    except ValueError as error:
        print(f"gather raised: {error}")  #@raised
    await asyncio.sleep(2)  # A goes on meanwhile: nobody has cancelled it  #@meanwhile
    print("main ends")  #@end


asyncio.run(main())
