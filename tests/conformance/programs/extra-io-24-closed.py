"""What comes to a server, a connection or an endpoint that has been closed meanwhile.
Matrix: STR-02, STR-05"""
import asyncio, socket, tempfile

made = []

class Noted(asyncio.Protocol):
    def connection_made(self, transport):
        made.append(transport)
    def connection_lost(self, exc):
        print("lost", exc)

class Named(asyncio.DatagramProtocol):
    def __init__(self, name):
        self.name = name
    def datagram_received(self, data, addr):
        print(self.name, "got", data)
    def connection_lost(self, exc):
        print(self.name, "lost", exc)

async def handle(reader, writer):
    print("handled")
    writer.close()

async def send(loop, transport, file):
    try:
        print("sent", await loop.sendfile(transport, file))
    except Exception as e:
        print("not sent:", repr(e))

async def watch(server):
    await server.wait_closed()
    print("server is closed")

async def accepted_too_late():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    client = socket.socket()
    client.connect(server.sockets[0].getsockname())
    await asyncio.sleep(0)
    await asyncio.sleep(0)   # accepted; its task has not begun
    server.close()
    await watch(server)
    await asyncio.sleep(0.01)
    client.close()

async def serve_too_late():
    server = await asyncio.start_server(handle, "127.0.0.1", 0, start_serving=False)
    server.close()
    try:
        await server.start_serving()
    except TypeError as e:
        print(repr(e))
    print("serving:", server.is_serving())

async def lose_while_sending(loop):
    server = await loop.create_server(Noted, "127.0.0.1", 0)
    watching = asyncio.create_task(watch(server))
    client = socket.socket()
    client.connect(server.sockets[0].getsockname())
    await asyncio.sleep(0.01)
    transport, = made
    transport.write(b"x" * 8_000_000)
    with tempfile.TemporaryFile() as file:
        file.write(b"file")
        file.seek(0)
        sending = asyncio.create_task(send(loop, transport, file))
        await asyncio.sleep(0.01)
        server.close()
        transport.abort()
        await watching
        await sending
    client.close()

async def say_goodbye(loop):
    server, _ = await loop.create_datagram_endpoint(lambda: Named("server"), local_addr=("127.0.0.1", 0))
    there = server.get_extra_info("sockname")
    client, _ = await loop.create_datagram_endpoint(lambda: Named("client"), local_addr=("127.0.0.1", 0))
    client.sendto(b"one", there)
    client.close()
    client.sendto(b"goodbye", there)
    await asyncio.sleep(0.01)
    server.close()
    await asyncio.sleep(0.01)

async def main():
    loop = asyncio.get_running_loop()
    await accepted_too_late()
    await serve_too_late()
    await lose_while_sending(loop)
    await say_goodbye(loop)

asyncio.run(main())
