"""A future belongs to its loop: awaiting it in another one fails.
Matrix: TASK-16"""
import asyncio

async def main():
    print("same loop:", fut.get_loop() is asyncio.get_running_loop())
    try:
        await fut
    except RuntimeError as e:
        print("RuntimeError: ...", str(e).split("> ")[-1])

other = asyncio.new_event_loop()
fut = other.create_future()
asyncio.run(main())
other.close()
print("closed:", other.is_closed())
