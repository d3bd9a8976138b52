"""A body that swallows the cancellation, or turns it into another error, ends as it likes.
Matrix: TMO-01, TMO-06, TMO-12"""
import asyncio

async def main():
    async with asyncio.timeout(0.01) as t:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("swallowed")
    print("expired:", t.expired(), "requests:", asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(0.01) as t:
            try:
                await asyncio.sleep(1)
            finally:
                raise KeyError("instead")
    except KeyError as e:
        print("caught", repr(e), "expired:", t.expired(), "requests:", asyncio.current_task().cancelling())
    await asyncio.sleep(0.01)
    print("undisturbed")

asyncio.run(main())
