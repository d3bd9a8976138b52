"""A loop is closed while a task has not begun; the task then goes with its last reference.
Matrix: EXC-04, TASK-14, CORO-04"""
import asyncio

async def never_begins():
    print("never printed")

def handler(loop, context):
    print("handler:", context["message"], context["task"].get_name())

loop = asyncio.new_event_loop()
loop.set_exception_handler(handler)
task = loop.create_task(never_begins(), name="forgotten")
loop.close()
print("closed; done:", task.done())
del task
print("dropped")
