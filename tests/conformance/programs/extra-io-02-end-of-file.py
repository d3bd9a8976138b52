"""What reads give at the end of file: what there is, IncompleteReadError, or nothing.
Matrix: STR-03, STR-04"""
import asyncio, socket

async def after(seconds, sock, *pieces):
    for piece in pieces:
        await asyncio.sleep(seconds)
        sock.send(piece)
    sock.close()

async def reading(read, *pieces):
    a, b = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=a)
    feeder = asyncio.create_task(after(0.01, b, *pieces))
    try:
        print(await read(reader), reader.at_eof())
    except asyncio.IncompleteReadError as e:
        print(type(e).__name__, e, e.partial, e.expected)
    print("then", await reader.read(), reader.at_eof())
    await feeder
    writer.close()
    await writer.wait_closed()

async def main():
    await reading(lambda r: r.readline(), b"no newline")
    await reading(lambda r: r.readexactly(8), b"short")
    await reading(lambda r: r.readexactly(2), b"longer")
    await reading(lambda r: r.readuntil(b"--"), b"one-", b"-two--")
    await reading(lambda r: r.readuntil(b"--"), b"one-", b"two")
    await reading(lambda r: r.read(3), b"abc", b"def")
    await reading(lambda r: r.read(), b"abc", b"def")
    await reading(lambda r: r.read(0), b"abc")

asyncio.run(main())
