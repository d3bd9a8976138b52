"""Debug mode: call_soon and call_later from another thread are refused; call_soon_threadsafe is not.
Matrix: CB-09, RUN-11"""
import asyncio

def say(word):
    print(word)

def in_thread(loop):
    for method in (loop.call_soon, lambda *args: loop.call_later(0.01, *args)):
        try:
            method(say, "never")
        except RuntimeError as e:
            print("RuntimeError:", e)
    loop.call_soon_threadsafe(say, "allowed")

async def main():
    loop = asyncio.get_running_loop()
    print("debug:", loop.get_debug())
    await asyncio.to_thread(in_thread, loop)
    await asyncio.sleep(0)

asyncio.run(main(), debug=True)
