"""Unix servers, serve_forever, limits on reads, flow control, a connection that is aborted.
Matrix: STR-02, STR-05, STR-07"""
import asyncio, os, socket, tempfile

async def unix_clients():
    with tempfile.TemporaryDirectory() as d:
        path = d + "/s"
        async def handle(reader, writer):
            name = await reader.readline()
            print("connected", name)
            while line := await reader.readline():
                writer.write(name.strip() + b":" + line)
                await writer.drain()
            writer.close()
            await writer.wait_closed()
            print("left", name)
        srv = await asyncio.start_unix_server(handle, path)
        async def client(name, n):
            r, w = await asyncio.open_unix_connection(path)
            w.write(name + b"\n")
            got = []
            for i in range(n):
                w.write(b"%d\n" % i)
                got.append(await r.readline())
                await asyncio.sleep(0.01)
            w.write_eof()
            got.append(await r.read())
            w.close()
            await w.wait_closed()
            return got
        print(await asyncio.gather(client(b"one", 2), client(b"two", 1)))
        await asyncio.sleep(0.01)
        srv.close()
        await srv.wait_closed()

async def serve_forever():
    async def handle(reader, writer):
        writer.write(await reader.read(10))
        writer.close()
    srv = await asyncio.start_server(handle, "127.0.0.1", 0, start_serving=False)
    port = srv.sockets[0].getsockname()[1]
    print(srv.is_serving(), len(srv.sockets))
    t = asyncio.create_task(srv.serve_forever())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(srv.is_serving())
    r, w = await asyncio.open_connection("127.0.0.1", port)
    w.write(b"ping")
    print(await r.read())
    w.close()
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", srv.is_serving())
    try:
        await srv.serve_forever()
    except RuntimeError as e:
        print("closed" in str(e))

async def read_timeouts():
    a, b = socket.socketpair()
    r, w = await asyncio.open_connection(sock=a)
    r2, w2 = await asyncio.open_connection(sock=b)
    async def slow_writer():
        for c in "abc\n":
            await asyncio.sleep(0.01)
            w2.write(c.encode())
    t = asyncio.create_task(slow_writer())
    for _ in range(3):
        try:
            print(await asyncio.wait_for(r.readline(), 0.015))
        except TimeoutError:
            print("timeout")
    await t
    w2.transport.abort()
    print(await r.read(), r.at_eof())
    w.close()
    try:
        await w.wait_closed()
    except OSError as e:
        print(repr(e))
    print(w.is_closing(), w2.is_closing())

async def pause():
    a, b = socket.socketpair()
    r, w = await asyncio.open_connection(sock=a)
    r2, w2 = await asyncio.open_connection(sock=b, limit=16)
    w.transport.set_write_buffer_limits(high=8, low=4)
    print(w.transport.get_write_buffer_limits(), w.transport.get_write_buffer_size())
    for i in range(8):
        w.write(b"0123456789")
        await w.drain()
        await asyncio.sleep(0)
    print(w2.transport.is_reading())
    print(await r2.readexactly(80))
    print(w2.transport.is_reading())
    w.close(); w2.close()
    await w.wait_closed()
    try:
        w.write(b"after")
        await w.drain()
    except ConnectionResetError as e:
        print(repr(e))

async def extra_info():
    a, b = socket.socketpair()
    r, w = await asyncio.open_connection(sock=a)
    print(w.get_extra_info("sockname") == a.getsockname(), w.get_extra_info("nothing", "default"), w.can_write_eof())
    w.close()
    b.close()
    await w.wait_closed()

async def main():
    await unix_clients()
    await serve_forever()
    await read_timeouts()
    await pause()
    await extra_info()

asyncio.run(main())
