"""A task that is cancelled before its first step is never entered.
Matrix: CAN-02, CAN-06"""
import asyncio

async def work():
    try:
        print("never printed")
    finally:
        print("nor this")

async def main():
    t = asyncio.create_task(work())
    print("asked:", t.cancel(), "- cancelled yet:", t.cancelled(), "- requests:", t.cancelling())
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled:", t.cancelled())
    print("asked again:", t.cancel(), "- requests:", t.cancelling())

asyncio.run(main())
