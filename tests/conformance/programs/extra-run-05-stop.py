"""stop() ends the loop after the present iteration; what was queued meanwhile waits for the next run.
Matrix: RUN-14, RUN-15"""
import asyncio

def say(word):
    print(word)

def stop_and_more(loop):
    loop.stop()
    loop.call_soon(say, "queued after stop(): next run")
    print("stopped, but the iteration goes on")

async def sleeper():
    await asyncio.sleep(0.01)
    return "slept"

loop = asyncio.new_event_loop()
loop.call_soon(stop_and_more, loop)
loop.call_soon(say, "same iteration")
loop.run_forever()
print("first run has returned; running:", loop.is_running())
loop.stop()
loop.run_forever()
print("a loop that is stopped before it runs takes one turn")
task = loop.create_task(sleeper())
loop.call_later(0.005, loop.stop)
try:
    loop.run_until_complete(task)
except RuntimeError as e:
    print("RuntimeError:", e)
print(loop.run_until_complete(task))
loop.close()
try:
    loop.call_soon(say, "never")
except RuntimeError as e:
    print("RuntimeError:", e)
