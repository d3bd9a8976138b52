"""A Runner asks its factory for the loop, once, at its first use.
Matrix: RUN-12, RUN-10"""
import asyncio

def factory():
    print("the factory makes a loop")
    loop = asyncio.new_event_loop()
    loop.set_debug(True)
    return loop

async def main():
    return asyncio.get_running_loop().get_debug()

runner = asyncio.Runner(loop_factory=factory)
print("nothing is made yet")
loop = runner.get_loop()
print("debug:", runner.run(main()))
print("same loop:", runner.get_loop() is loop)
runner.close()
runner.close()
print("closed:", loop.is_closed())
