"""A TCP server on a free port; its clients run at the same time.
Matrix: STR-02, STR-03"""
import asyncio

async def handle(reader, writer):
    name = (await reader.readline()).decode().strip()
    print("server: hello", name)
    writer.writelines([b"hello ", name.encode(), b"\n"])
    await writer.drain()
    print("server: rest", await reader.read())
    writer.close()
    await writer.wait_closed()

async def client(port, name):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    print(name, "is connected to", writer.get_extra_info("peername")[0])
    writer.write(name.encode() + b"\n")
    print(name, "got", await reader.readline())
    writer.write(b"bye")
    writer.close()
    await writer.wait_closed()

async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print("serving:", server.is_serving(), len(server.sockets))
    async with server:
        await asyncio.gather(client(port, "ann"), client(port, "bob"))
        await asyncio.sleep(0.01)
    print("serving:", server.is_serving(), len(server.sockets))
    try:
        await asyncio.open_connection("127.0.0.1", 1)
    except ConnectionRefusedError as e:
        print(e)

asyncio.run(main())
