"""The pages "Streams" and "Transports and Protocols": examples, errors, reprs.
Matrix: IO-01"""
import asyncio, re, socket

def bare(x):
    return re.sub(r" at 0x[0-9a-f]+|fd=\d+|\b\d{4,5}\b", "", repr(x))

def refused(f):
    try:
        f()
        print("no error")
    except Exception as e:
        print(bare(e))

async def refused_await(aw):
    try:
        print("no error", await aw)
    except Exception as e:
        print(bare(e))

async def readers():
    loop = asyncio.get_running_loop()
    refused(lambda: asyncio.StreamReader(limit=0))
    r = asyncio.StreamReader(limit=4)
    print(repr(r), r.at_eof(), r.exception())
    r.feed_data(b"abc")
    r.feed_data(b"")
    print(repr(r))
    print(await r.read(0), await r.read(2), await r.readexactly(0))
    await refused_await(r.readexactly(-1))
    await refused_await(r.readuntil(b""))
    r.feed_data(b"defgh\nij")
    await refused_await(r.readuntil())
    await refused_await(r.readline())
    print(repr(r))
    t = asyncio.create_task(r.read())
    await asyncio.sleep(0)
    print(re.sub("<Future.*>>", "F>", repr(r)))
    await refused_await(r.readexactly(100))
    r.feed_eof()
    print(await t, r.at_eof(), repr(r), await r.read(), await r.read(3), await r.readline())
    refused(lambda: r.feed_data(b"x"))
    await refused_await(r.readexactly(3))
    await refused_await(r.readuntil(b"xx"))
    async for line in r:
        print("none")
    r = asyncio.StreamReader()
    r.feed_data(b"one\ntwo\nthree")
    r.feed_eof()
    print(await r.readuntil(b"e\n"))
    async for line in r:
        print("line", line)
    r = asyncio.StreamReader()
    r.feed_data(b"left")
    r.set_exception(ValueError("broken"))
    print(repr(r), repr(r.exception()))
    for aw in (r.read(), r.read(1), r.readline(), r.readexactly(1), r.readuntil()):
        await refused_await(aw)
    r = asyncio.StreamReader()
    ts = [asyncio.create_task(r.readline()), asyncio.create_task(r.read(1))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    try:
        await ts[1]
    except RuntimeError as e:
        print(repr(e))
    r.set_exception(ConnectionResetError("reset"))
    try:
        await ts[0]
    except ConnectionResetError as e:
        print(repr(e))

async def handle_echo(reader, writer):
    data = await reader.read(100)
    message = data.decode()
    print(f"Received {message!r} {writer.can_write_eof()} {writer.is_closing()}")
    print(f"Send: {message!r}")
    writer.write(data)
    await writer.drain()
    print("Close the connection")
    writer.close()
    await writer.wait_closed()

async def tcp_echo_client(port, message):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    print(f'Send: {message!r}', writer.get_extra_info("peername") == ("127.0.0.1", port),
          writer.get_extra_info("nothing"), writer.get_extra_info("compression"), writer.transport.get_extra_info("sslcontext"))
    writer.writelines([message.encode(), b"!"])
    await writer.drain()
    data = await reader.read(100)
    print(f'Received: {data.decode()!r}')
    print('Close the connection', writer.is_closing())
    writer.close()
    print(writer.is_closing())
    await writer.wait_closed()
    await refused_await(writer.drain())
    writer.write(b"late")
    await refused_await(reader.read())

async def echo():
    server = await asyncio.start_server(handle_echo, '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[0])
    async with server:
        await tcp_echo_client(server.sockets[0].getsockname()[1], 'Hello World!')
        await asyncio.sleep(0.1)
    await refused_await(asyncio.open_connection("127.0.0.1", 1))
    await refused_await(asyncio.open_connection("127.0.0.1", 1, server_hostname="x"))
    await refused_await(asyncio.open_connection("127.0.0.1", 1, limit=0))
    await refused_await(asyncio.open_unix_connection("/nowhere/at/all"))

async def wait_for_data():
    loop = asyncio.get_running_loop()
    rsock, wsock = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=rsock)
    loop.call_soon(wsock.send, 'abc'.encode())
    data = await reader.read(100)
    print("Received:", data.decode())
    writer.close()
    await writer.wait_closed()
    wsock.close()

class EchoServerProtocol(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        message = data.decode()
        print('Data received: {!r}'.format(message))
        print('Send: {!r}'.format(message))
        self.transport.write(data)
        print('Close the client socket')
        self.transport.close()

class EchoClientProtocol(asyncio.Protocol):
    def __init__(self, message, on_con_lost):
        self.message = message
        self.on_con_lost = on_con_lost

    def connection_made(self, transport):
        transport.write(self.message.encode())
        print('Data sent: {!r}'.format(self.message))

    def data_received(self, data):
        print('Data received: {!r}'.format(data.decode()))

    def connection_lost(self, exc):
        print('The server closed the connection', exc)
        self.on_con_lost.set_result(True)

async def tcp_protocols():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: EchoServerProtocol(), '127.0.0.1', 0)
    async with server:
        on_con_lost = loop.create_future()
        message = 'Hello World!'
        port = server.sockets[0].getsockname()[1]
        transport, protocol = await loop.create_connection(lambda: EchoClientProtocol(message, on_con_lost), '127.0.0.1', port)
        print(transport.get_protocol() is protocol, transport.is_closing(), transport.is_reading(), transport.can_write_eof())
        print(transport.get_write_buffer_size(), transport.get_write_buffer_limits())
        transport.set_write_buffer_limits(high=1000)
        print(transport.get_write_buffer_limits())
        transport.set_write_buffer_limits(low=1000)
        print(transport.get_write_buffer_limits())
        transport.set_write_buffer_limits(high=0)
        print(transport.get_write_buffer_limits())
        refused(lambda: transport.set_write_buffer_limits(high=5, low=6))
        transport.set_write_buffer_limits()
        print(transport.get_write_buffer_limits())
        transport.pause_reading()
        transport.pause_reading()
        print(transport.is_reading())
        transport.resume_reading()
        transport.resume_reading()
        print(transport.is_reading())
        try:
            await on_con_lost
        finally:
            transport.close()
        print(transport.get_protocol(), transport.is_closing(), transport.is_reading())
        transport.write(b"late")
        transport.close()
        transport.abort()
        refused(lambda: transport.pause_reading())

class UdpServer(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        message = data.decode()
        print('Received %r' % message)
        print('Send %r' % message)
        self.transport.sendto(data, addr)

class UdpClient:
    def __init__(self, message, on_con_lost):
        self.message = message
        self.on_con_lost = on_con_lost
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport
        print('Send:', self.message)
        self.transport.sendto(self.message.encode())

    def datagram_received(self, data, addr):
        print("Received:", data.decode())
        print("Close the socket")
        self.transport.close()

    def error_received(self, exc):
        print('Error received:', exc)

    def connection_lost(self, exc):
        print("Connection closed")
        self.on_con_lost.set_result(True)

async def udp_protocols():
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(lambda: UdpServer(), local_addr=('127.0.0.1', 0))
    port = transport.get_extra_info("sockname")[1]
    on_con_lost = loop.create_future()
    client, _ = await loop.create_datagram_endpoint(lambda: UdpClient("Hello World!", on_con_lost), remote_addr=('127.0.0.1', port))
    refused(lambda: client.sendto(b"x", ("127.0.0.1", 9)))
    try:
        await on_con_lost
    finally:
        client.close()
    transport.close()
    await asyncio.sleep(0)

class MyProtocol(asyncio.Protocol):
    def __init__(self, on_con_lost):
        self.transport = None
        self.on_con_lost = on_con_lost

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        print("Received:", data.decode())
        self.transport.close()

    def connection_lost(self, exc):
        self.on_con_lost.set_result(True)

async def open_socket():
    loop = asyncio.get_running_loop()
    on_con_lost = loop.create_future()
    rsock, wsock = socket.socketpair()
    transport, protocol = await loop.create_connection(lambda: MyProtocol(on_con_lost), sock=rsock)
    loop.call_soon(wsock.send, 'abc'.encode())
    try:
        await protocol.on_con_lost
    finally:
        transport.close()
        wsock.close()

async def main():
    await readers()
    await echo()
    await wait_for_data()
    await tcp_protocols()
    await udp_protocols()
    await open_socket()

asyncio.run(main())
