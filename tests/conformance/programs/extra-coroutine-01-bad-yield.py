"""Yielding something that is neither None nor a future: RuntimeError at the next step.
Matrix: CORO-07, CORO-06"""
import asyncio

class Nonsense:
    def __init__(self, thing):
        self.thing = thing
    def __await__(self):
        try:
            yield self.thing
        except RuntimeError as e:
            return "RuntimeError: " + str(e)

async def other():
    print("other runs in between")

async def main():
    t = asyncio.create_task(other())
    print(await Nonsense(42))
    print(await Nonsense("text"))
    print(await Nonsense(None))
    await t

asyncio.run(main())
