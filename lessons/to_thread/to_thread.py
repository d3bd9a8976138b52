import asyncio
import time

files = 2
delay = 2.0
in_thread = True


def read(file):  # an ordinary function that blocks its thread  #@read
    print(f"file {file}: reading")  #@reading
    time.sleep(delay)  #@block
    print(f"file {file}: has been read")  #@has-been-read
    return "content"  #@return


async def heartbeat():  #@heartbeat
    for beat in range(1, 5):
        print(f"heartbeat {beat}")  #@beat
        await asyncio.sleep(0.5)  #@sleep


async def main():  #@main
    heart = asyncio.create_task(heartbeat())  #@create
    if in_thread:
        reads = []
        for file in range(1, files + 1): reads.append(asyncio.to_thread(read, file))  #@to-thread
        await asyncio.gather(*reads)  # the loop stays free  #@gather
    else:
        for file in range(1, files + 1): read(file)  # the loop stands still  #@read-here
    print("all files have been read")  #@all
    await heart  #@await-heart


asyncio.run(main())
