"""After shutdown_default_executor() there is no default executor any more.
Matrix: EXE-10"""
import asyncio, time

def job(name):
    time.sleep(0.02)
    print(name, "ends")
    return name

async def main():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, job, "in the default pool")
    await loop.shutdown_default_executor()
    try:
        loop.run_in_executor(None, job, "never")
    except RuntimeError as e:
        print("RuntimeError:", e)

asyncio.run(main())
