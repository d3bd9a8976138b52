"""Tasks that fail while run() cancels them are reported to the exception handler; run() ends normally.
Matrix: RUN-07, RUN-06"""
import asyncio

def handler(loop, context):
    print("handler:", context["message"], "-", repr(context["exception"]), "-", context["task"].get_name())

async def fails_at_the_end(name):
    try:
        await asyncio.sleep(10)
    finally:
        raise ValueError(name)

async def swallows():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)
        print("swallowed")

async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    tasks.extend(asyncio.create_task(c) for c in (fails_at_the_end("one"), swallows(), fails_at_the_end("two")))
    await asyncio.sleep(0)
    return "main's result"

tasks = []
print(asyncio.run(main()))
print([t.cancelled() for t in tasks])
