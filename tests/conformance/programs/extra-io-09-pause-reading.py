"""Twice the limit unread: the transport stops reading, and goes on when half of it is taken.
Matrix: STR-07"""
import asyncio, socket

async def main():
    a, b = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=a, limit=10)
    transport = writer.transport
    b.send(b"x" * 15)
    await asyncio.sleep(0.01)
    print("reading:", transport.is_reading())
    b.send(b"y" * 15)
    await asyncio.sleep(0.01)
    print("reading:", transport.is_reading())
    b.send(b"z" * 15)
    await asyncio.sleep(0.01)
    print(await reader.read(12), transport.is_reading())
    print(await reader.read(12), transport.is_reading())
    print(await reader.readexactly(21), transport.is_reading())
    b.send(b"1" * 100)
    await asyncio.sleep(0.01)
    print("reading:", transport.is_reading())
    print(len(await reader.readexactly(100)), transport.is_reading())
    transport.pause_reading()
    b.send(b"late")
    try:
        await asyncio.wait_for(reader.read(4), 0.01)
    except asyncio.TimeoutError:
        print("nothing while paused")
    transport.resume_reading()
    print(await reader.read(4))
    try:
        asyncio.get_running_loop().add_reader(a, print)
    except RuntimeError as e:
        print("RuntimeError:", str(e)[:15])
    writer.close()
    await writer.wait_closed()
    b.close()

asyncio.run(main())
