"""sock_sendfile and transport sendfile: whole files, parts, positions afterwards, misuse."""
import asyncio, socket, tempfile, os

DATA = bytes(range(256)) * 40

async def receive(sock, loop):
    got = b""
    while (d := await loop.sock_recv(sock, 5000)):
        got += d
    return got

async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "f")
        with open(path, "wb") as f:
            f.write(DATA)
        for offset, count in ((0, None), (100, None), (100, 200), (0, 1), (len(DATA), None), (len(DATA) - 5, 100)):
            with open(path, "rb") as f:
                a, b = socket.socketpair()
                a.setblocking(False)
                b.setblocking(False)
                t = asyncio.create_task(receive(b, loop))
                n = await loop.sock_sendfile(a, f, offset, count)
                a.close()
                got = await t
                print(offset, count, n, len(got), got == DATA[offset:][:count], f.tell())
                b.close()
        with open(path, "rb") as f:
            a, b = socket.socketpair()
            reader, writer = await asyncio.open_connection(sock=a)
            b.setblocking(False)
            writer.write(b"head")
            t = asyncio.create_task(receive(b, loop))
            n = await loop.sendfile(writer.transport, f, 10, 20)
            writer.write(b"tail")
            writer.close()
            await writer.wait_closed()
            got = await t
            print(n, len(got), got[:4], got[-4:], f.tell())
            try:
                await loop.sendfile(writer.transport, f)
            except RuntimeError as e:
                print(repr(e))
            b.close()

asyncio.run(main())
