"""Streams to their end, with limits and misuse; a server; sockets.
Matrix: STR-03, STR-04, STR-06, IO-01, IO-02"""
import asyncio, socket

async def handle(reader, writer):
    try:
        while data := await reader.readline():
            print("server got", data)
            writer.write(data.upper())
            await writer.drain()
        print("server: end", reader.at_eof())
    except ConnectionResetError:
        print("server: reset")
    finally:
        writer.close()
        await writer.wait_closed()

async def pair(limit=2 ** 16):
    a, b = socket.socketpair()
    return await asyncio.open_connection(sock=a, limit=limit), b

async def waits_for_more(reader, b):
    for how in (reader.readexactly(4), reader.readline(), reader.readuntil(b";"), reader.read(), reader.read(0)):
        b.send(b"ab")
        t = asyncio.create_task(how)
        await asyncio.sleep(0)
        if how.__name__ != "read":
            try:
                await asyncio.wait_for(asyncio.shield(t), 0.01)
            except TimeoutError:
                print(how.__name__, "waits")
            b.send(b"c;\n" + b"x" * 2)
        else:
            await asyncio.sleep(0.01)
            print(how.__name__, t.done())
            if not t.done():
                t.cancel()
                await asyncio.wait([t])
                continue
        print(await t)
        await asyncio.sleep(0.01)
        rest = await reader.read(100) if reader._buffer else b""
        print("rest", rest)

async def reads():
    (reader, writer), b = await pair(limit=8)
    b.send(b"abc")
    b.send(b"def\nxyz")
    print(await reader.readuntil(b"\n"), await reader.readexactly(2))
    t = asyncio.create_task(reader.readexactly(5))
    await asyncio.sleep(0.01)
    b.send(b"12")
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled")
    print(await reader.read(100))
    await waits_for_more(reader, b)
    b.close()
    try:
        await reader.readexactly(3)
    except asyncio.IncompleteReadError as e:
        print(repr(e), e.partial, e.expected)
    try:
        await reader.readuntil()
    except asyncio.IncompleteReadError as e:
        print(repr(e), e.partial, e.expected)
    print(await reader.read(), await reader.readline(), reader.at_eof())
    try:
        await reader.readexactly(-1)
    except ValueError as e:
        print(repr(e))
    try:
        await reader.readuntil(b"")
    except ValueError as e:
        print(repr(e))
    writer.close()
    print(writer.is_closing())
    await writer.wait_closed()

async def server():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        r, w = await asyncio.open_connection("127.0.0.1", port)
        w.write(b"one\n")
        print(await r.readline())
        w.writelines([b"tw", b"o\nthree"])
        print(await r.readline())
        w.write_eof()
        print(await r.read())
        w.close()
        await w.wait_closed()
        print(server.is_serving())
    print(server.is_serving(), server.sockets)

async def sockets():
    loop = asyncio.get_running_loop()
    s1, s2 = socket.socketpair()
    s1.setblocking(False)
    s2.setblocking(False)
    async def echo():
        while data := await loop.sock_recv(s2, 10):
            await loop.sock_sendall(s2, data[::-1])
        print("echo ends")
    e = asyncio.create_task(echo())
    await loop.sock_sendall(s1, b"hello")
    print(await loop.sock_recv(s1, 100))
    buf = bytearray(3)
    await loop.sock_sendall(s1, b"again")
    n = await loop.sock_recv_into(s1, buf)
    print(n, bytes(buf), await loop.sock_recv(s1, 100))
    try:
        await asyncio.wait_for(loop.sock_recv(s1, 1), 0.01)
    except TimeoutError:
        print("nothing came")
    s1.close()
    await e
    s2.close()

async def main():
    await reads()
    await server()
    await sockets()

asyncio.run(main())
