"""Reads that are cancelled lose nothing; a task that waits for a stream is cancelled by run.
Matrix: STR-06, RUN-06"""
import asyncio, socket

async def reads(reader):
    try:
        print("got", await reader.readexactly(6))
    except asyncio.CancelledError:
        print("read cancelled")
        raise

async def forever(reader, writer):
    try:
        await reader.read()
    finally:
        print("closing at the end")
        writer.close()

async def main():
    a, b = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=a)
    first = asyncio.create_task(reads(reader))
    await asyncio.sleep(0.01)
    b.send(b"abc")
    await asyncio.sleep(0.01)
    first.cancel()
    second = asyncio.create_task(reads(reader))
    await asyncio.sleep(0)
    b.send(b"def")
    await asyncio.wait([first, second])
    print("first cancelled:", first.cancelled())
    asyncio.create_task(forever(reader, writer))
    async with asyncio.timeout(0.01):
        _, other = await asyncio.open_connection(sock=b)
    print("main ends")

asyncio.run(main())
