"""wait_for(shield(task)): the time limit strikes the shield, the task goes on.
Matrix: WF-10, SHLD-03"""
import asyncio

async def work():
    try:
        await asyncio.sleep(0.03)
        print("work ends")
        return "the result"
    except asyncio.CancelledError:
        print("never printed")
        raise

async def main():
    t = asyncio.create_task(work())
    for limit in (0.01, 0.01, 0.05):
        try:
            print("got", await asyncio.wait_for(asyncio.shield(t), limit))
        except TimeoutError:
            print("not within", limit, "- task done:", t.done())

asyncio.run(main())
