"""run() takes a coroutine, and no loop may be running.
Matrix: RUN-03, RUN-04"""
import asyncio

async def work():
    return "worked"

async def main():
    try:
        asyncio.run(work())
    except RuntimeError as e:
        print("RuntimeError:", e)
    runner = asyncio.Runner()
    try:
        runner.run(work())
    except RuntimeError as e:
        print("RuntimeError:", e)

for thing in (42, work):
    try:
        asyncio.run(thing)
    except ValueError as e:
        print("ValueError:", str(e).split(",")[0])
asyncio.run(main())
print(asyncio.run(work()))
