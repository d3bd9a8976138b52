"""run() and Runner: what is left over, in every way; loops in loops; several runs.
Matrix: RUN-02, RUN-03, RUN-04, RUN-06, RUN-07, RUN-09, RUN-10, RUN-11, RUN-12, RUN-16"""
import asyncio

async def left(name, d, how="raise"):
    try:
        await asyncio.sleep(d)
        print(name, "ends")
    except asyncio.CancelledError:
        print(name, "cancelled")
        if how == "raise":
            raise
        if how == "slow":
            await asyncio.sleep(0.05)
            print(name, "cleaned")
        if how == "error":
            raise ValueError(name)
        if how == "spawn":
            asyncio.create_task(left(name + " child", 0))
            await asyncio.sleep(0)
        if how == "again":
            asyncio.current_task().cancel()

async def main(n):
    print("main", n)
    for i, how in enumerate(("raise", "slow", "error", "spawn", "swallow", "again")):
        asyncio.create_task(left(f"t{i}", 1, how))
    await asyncio.sleep(0)
    if n == 1:
        raise KeyError("main fails")
    return n

print(asyncio.run(main(0)))
try:
    asyncio.run(main(1))
except KeyError as e:
    print(repr(e))

async def nested():
    c = main(2)
    try:
        asyncio.run(c)
    except RuntimeError as e:
        print(repr(e))
    c.close()
    try:
        asyncio.get_running_loop().run_until_complete(asyncio.sleep(0))
    except RuntimeError as e:
        print(repr(e))
    try:
        asyncio.get_running_loop().close()
    except RuntimeError as e:
        print(repr(e))
    try:
        asyncio.get_running_loop().run_forever()
    except RuntimeError as e:
        print(repr(e))
asyncio.run(nested())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(repr(e))
for bad in (42, main):
    try:
        asyncio.run(bad)
    except ValueError as e:
        print(type(e).__name__, str(e).split(",")[0])

runner = asyncio.Runner()
loop = runner.get_loop()
t = None
async def start():
    global t
    t = asyncio.create_task(left("kept", 0.02, "swallow"), name="kept")
    await asyncio.sleep(0.01)
    return "started"
async def check():
    print(t.done(), asyncio.get_running_loop() is loop)
    await asyncio.sleep(0.02)
    print(t.done())
print(runner.run(start()))
runner.run(check())
async def cancels():
    asyncio.current_task().cancel("own")
    await asyncio.sleep(0)
try:
    runner.run(cancels())
except asyncio.CancelledError as e:
    print(repr(e))
async def exits():
    asyncio.create_task(left("at exit", 1))
    await asyncio.sleep(0)
    raise SystemExit(4)
try:
    runner.run(exits())
except SystemExit as e:
    print("exit", e.code)
runner.close()
runner.close()
for f in (runner.get_loop, lambda: runner.run(check())):
    try:
        f()
    except RuntimeError as e:
        print(repr(e))
def factory():
    loop = asyncio.new_event_loop()
    print("made")
    return loop
with asyncio.Runner(debug=True, loop_factory=factory) as runner:
    async def debug():
        return asyncio.get_running_loop().get_debug()
    print(runner.run(debug()))
print(asyncio.run(debug(), debug=True), asyncio.run(debug(), debug=False))
