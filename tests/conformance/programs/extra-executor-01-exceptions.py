"""An exception in the thread is raised at the await.
Matrix: EXE-02, EXE-01"""
import asyncio, time

def fails(word):
    time.sleep(0.01)
    raise LookupError(word)

def works(a, b=2):
    time.sleep(0.01)
    return a * b

async def main():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.to_thread(fails, "in a thread")
    except LookupError as e:
        print("caught", repr(e))
    results = await asyncio.gather(asyncio.to_thread(works, 4), asyncio.to_thread(fails, "gathered"),
                                   loop.run_in_executor(None, works, 5, 3), return_exceptions=True)
    print(results)

asyncio.run(main())
