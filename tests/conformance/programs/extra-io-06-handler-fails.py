"""An exception in a connection's handler: 3.11.2 reports it when nobody can retrieve it any more.
Matrix: STR-10"""
import asyncio, os, tempfile

async def handle(reader, writer):
    line = await reader.readline()
    print("server got", line)
    if line == b"bad\n":
        raise ValueError("bad line")
    writer.close()

def plain(reader, writer):
    print("plain function")
    writer.write(b"from a plain function")
    writer.close()

async def client(path, line):
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line)
    try:
        print("client got", await asyncio.wait_for(reader.read(), 0.05))
    except asyncio.TimeoutError:
        print("no answer")
    writer.close()
    await writer.wait_closed()

async def main():
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "s")
        async with await asyncio.start_unix_server(handle, path):
            await client(path, b"good\n")
            await client(path, b"bad\n")
            await asyncio.sleep(0.01)
        async with await asyncio.start_unix_server(plain, path):
            await client(path, b"")
        print("end")

asyncio.run(main())
