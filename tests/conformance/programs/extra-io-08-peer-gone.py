"""The peer goes away: reads see the end or a reset, writes a broken pipe; drain and wait_closed tell.
Matrix: STR-04, STR-05, STR-07"""
import asyncio, socket

async def pair():
    a, b = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=a)
    return reader, writer, b

async def attempt(name, awaitable):
    try:
        print(name, "gives", await awaitable)
    except Exception as e:
        print(name, "raises", repr(e))

async def main():
    reader, writer, b = await pair()
    b.close()
    await asyncio.sleep(0.01)
    writer.write(b"into the void")
    await attempt("drain", writer.drain())
    await attempt("wait_closed", writer.wait_closed())
    await attempt("read", reader.read())

    reader, writer, b = await pair()
    writer.write(b"never read")
    await asyncio.sleep(0.01)
    b.close()
    await attempt("read", reader.read())
    print("exception:", repr(reader.exception()))
    await attempt("drain", writer.drain())
    writer.write(b"ignored")
    await attempt("wait_closed", writer.wait_closed())

    reader, writer, b = await pair()
    writer.close()
    writer.close()
    writer.write(b"after close")
    await attempt("drain", writer.drain())
    await attempt("wait_closed", writer.wait_closed())
    print("closed:", b.recv(10), b.recv(10))
    b.close()

    reader, writer, b = await pair()
    waiting = asyncio.create_task(attempt("waiting read", reader.readline()))
    await asyncio.sleep(0.01)
    writer.transport.abort()
    await waiting
    await attempt("wait_closed", writer.wait_closed())
    b.close()

asyncio.run(main())
