"""Connections cancelled and limited in the middle: opening, accepting, reading in many ways, draining, closing, serving."""
import asyncio, socket, tempfile, os

async def slow(reader, writer):
    try:
        await reader.read(1)
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("handler cancelled")
        raise
    finally:
        writer.close()

async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "s")
        server = await asyncio.start_unix_server(slow, path)
        t = asyncio.create_task(asyncio.open_unix_connection(path))
        await asyncio.sleep(0)
        t.cancel("opening")
        print(await asyncio.gather(t, return_exceptions=True))
        await asyncio.sleep(0.01)
        r, w = await asyncio.open_unix_connection(path)
        for name, c in (("read", r.read(5)), ("line", r.readline()), ("exactly", r.readexactly(3)), ("until", r.readuntil(b";"))):
            try:
                await asyncio.wait_for(c, 0.01)
            except TimeoutError as e:
                print(name, repr(e))
        t = asyncio.create_task(r.read())
        u = asyncio.create_task(r.readline())
        await asyncio.sleep(0)
        print(await asyncio.gather(u, return_exceptions=True))
        t.cancel("read")
        print(await asyncio.gather(t, return_exceptions=True))
        w.write(b"x")
        try:
            async with asyncio.timeout(0.01):
                await w.drain()
                print("drained")
                await r.read()
        except TimeoutError:
            print("limit")
        serve = asyncio.create_task(server.serve_forever())
        await asyncio.sleep(0)
        serve.cancel("serve")
        print(await asyncio.gather(serve, return_exceptions=True), server.is_serving())
        w.close()
        await w.wait_closed()
        a, b = socket.socketpair()
        r, w = await asyncio.open_connection(sock=a)
        w.transport.set_write_buffer_limits(0)
        big = b"z" * 1000000
        w.write(big)
        drains = [asyncio.create_task(w.drain()) for _ in range(2)]
        await asyncio.sleep(0)
        drains[0].cancel("drain")
        print(await asyncio.gather(drains[0], return_exceptions=True), drains[1].done())
        b.close()
        print(type((await asyncio.gather(drains[1], return_exceptions=True))[0]).__name__)
        w.close()
    print("end")

asyncio.run(main())
