"""A chat, limits on reads, readers and writers by hand, accepting by hand.
Matrix: STR-02, STR-03, STR-05, STR-06, IO-01, IO-03, IO-04, IO-06"""
import asyncio, os, socket, tempfile

async def chat():
    names = {}
    async def handle(reader, writer):
        name = (await reader.readline()).decode().strip()
        names[name] = writer
        print(name, "joins", len(names))
        try:
            async for line in reader:
                text = line.decode().strip()
                print(name, "says", text)
                for other, w in names.items():
                    if other != name:
                        w.write(f"{name}: {text}\n".encode())
                        await w.drain()
        finally:
            del names[name]
            writer.close()
            print(name, "leaves", len(names))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "chat")
        server = await asyncio.start_unix_server(handle, path)
        clients = []
        for name in ("ann", "bob"):
            r, w = await asyncio.open_unix_connection(path)
            w.write(name.encode() + b"\n")
            clients.append((r, w))
            await asyncio.sleep(0.01)
        clients[0][1].write(b"hello\nall\n")
        await asyncio.sleep(0.01)
        print(await clients[1][0].readline(), await clients[1][0].readline())
        clients[0][1].close()
        await clients[0][1].wait_closed()
        await asyncio.sleep(0.01)
        clients[1][1].write(b"alone\n")
        clients[1][1].write_eof()
        print(await clients[1][0].read())
        clients[1][1].close()
        server.close()
        await server.wait_closed()

async def limits():
    a, b = socket.socketpair()
    r, w = await asyncio.open_connection(sock=a)
    async def slow():
        try:
            async with asyncio.timeout(0.01):
                return await r.readexactly(4)
        except TimeoutError:
            return "timeout"
    print(await slow())
    b.send(b"ab")
    print(await slow())
    b.send(b"cdef")
    print(await slow())
    t = asyncio.create_task(r.read(10))
    print(await t)
    t = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    b.close()
    print(await t, r.at_eof())
    w.close()

async def by_hand():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    got = loop.create_future()
    data = []
    def readable():
        chunk = b.recv(2)
        data.append(chunk)
        print("readable", chunk)
        if len(data) == 3:
            loop.remove_reader(b)
            got.set_result(b"".join(data))
    def writable():
        print("writable", a.send(b"abcdef"))
        loop.remove_writer(a)
    loop.add_reader(b, readable)
    loop.add_writer(a, writable)
    print(await got, loop.remove_reader(b), loop.remove_writer(a))
    t = asyncio.create_task(loop.sock_recv(b, 10))
    await asyncio.sleep(0.01)
    t.cancel()
    await asyncio.wait([t])
    a.send(b"late")
    print(t.cancelled(), await loop.sock_recv(b, 10))
    a.close()
    print(await loop.sock_recv(b, 10))
    b.close()

async def accepting():
    loop = asyncio.get_running_loop()
    listener = socket.socket()
    listener.setblocking(False)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    async def serve():
        conn, addr = await loop.sock_accept(listener)
        print("accepted", addr[0])
        while data := await loop.sock_recv(conn, 100):
            await loop.sock_sendall(conn, b"<" + data + b">")
        conn.close()
        print("served")
    s = asyncio.create_task(serve())
    await asyncio.sleep(0)
    c = socket.socket()
    c.setblocking(False)
    await loop.sock_connect(c, listener.getsockname())
    await loop.sock_sendall(c, b"one")
    print(await loop.sock_recv(c, 100))
    await loop.sock_sendall(c, b"two")
    print(await loop.sock_recv(c, 100))
    c.close()
    await s
    listener.close()

async def main():
    await chat()
    await limits()
    await by_hand()
    await accepting()

asyncio.run(main())
