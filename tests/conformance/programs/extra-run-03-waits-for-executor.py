"""run() does not return before the default executor's jobs have ended.
Matrix: RUN-08, EXE-07"""
import asyncio, time

def job(name, d):
    time.sleep(d)
    print("job", name, "ends")
    return name

async def main():
    loop = asyncio.get_running_loop()
    waited = loop.run_in_executor(None, job, "A", 0.01)
    loop.run_in_executor(None, job, "B", 0.05)
    print("main got", await waited)

asyncio.run(main())
print("run has returned")
