"""Transports and protocols without streams: a server, half a close, a pause, an abort.
Matrix: STR-01, STR-05"""
import asyncio, socket

class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        print("server: made", transport.get_extra_info("peername") is not None)
    def data_received(self, data):
        print("server: data", data)
        self.transport.write(data.upper())
        if b"bye" in data:
            self.transport.close()
    def eof_received(self):
        print("server: eof")
        return False
    def connection_lost(self, exc):
        print("server: lost", exc)

class Client(asyncio.Protocol):
    def __init__(self, done):
        self.done, self.got = done, b""
    def connection_made(self, transport):
        print("client: made", transport.is_closing(), transport.is_reading())
        transport.write(b"hello")
    def data_received(self, data):
        self.got += data
        print("client: data", data)
    def connection_lost(self, exc):
        print("client: lost", exc)
        self.done.set_result(self.got)

async def server():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    done = loop.create_future()
    transport, protocol = await loop.create_connection(lambda: Client(done), "127.0.0.1", port)
    await asyncio.sleep(0.01)
    transport.write(b" bye")
    print(await done, transport.is_closing())
    server.close()
    await server.wait_closed()

async def half_close():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    done = loop.create_future()
    t1, p1 = await loop.create_connection(lambda: Client(done), sock=a)
    await loop.connect_accepted_socket(Echo, b)
    await asyncio.sleep(0.01)
    print(t1.can_write_eof(), t1.get_write_buffer_size(), t1.get_write_buffer_limits())
    t1.write_eof()
    print(await done)

async def paused():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    done = loop.create_future()
    t1, p1 = await loop.create_connection(lambda: Client(done), sock=a)
    t1.pause_reading()
    b.send(b"not yet")
    await asyncio.sleep(0.01)
    print(p1.got, t1.is_reading())
    t1.resume_reading()
    await asyncio.sleep(0.01)
    t1.abort()
    print(await done)
    b.close()
    try:
        await loop.create_connection(asyncio.Protocol, "127.0.0.1", 1)
    except OSError as e:
        print(type(e).__name__)
    print(await loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))

async def main():
    await server()
    await half_close()
    await paused()

asyncio.run(main())
