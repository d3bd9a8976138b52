"""Whose context a server's handlers, a protocol's methods and a transport's callbacks see."""
import asyncio, contextvars, socket, tempfile, os

v = contextvars.ContextVar("v", default="root")

class P(asyncio.Protocol):
    def connection_made(self, t):
        print("made", v.get())
        v.set("made")
    def data_received(self, data):
        print("data", data, v.get())
        v.set("data")
    def connection_lost(self, e):
        print("lost", v.get())
        done.set_result(None)

async def handle(reader, writer):
    print("handler", v.get())
    v.set("handler")
    writer.write(await reader.readline())
    print("handler goes on", v.get())
    writer.close()

async def main():
    global done
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    v.set("server")
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "s")
        server = await asyncio.start_unix_server(handle, path)
        v.set("client")
        r, w = await asyncio.open_unix_connection(path)
        w.write(b"hello\n")
        print(await r.readline(), v.get())
        w.close()
        server.close()
    a, b = socket.socketpair()
    v.set("creates")
    t, p = await loop.create_connection(P, sock=a)
    v.set("created")
    b.send(b"x")
    await asyncio.sleep(0.01)
    b.send(b"y")
    await asyncio.sleep(0.01)
    t.close()
    await done
    b.close()

asyncio.run(main())
