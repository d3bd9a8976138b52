"""write_eof: the peer sees the end, and can still answer.
Matrix: STR-03"""
import asyncio, socket

async def answer(sock):
    reader, writer = await asyncio.open_connection(sock=sock)
    question = await reader.read()
    print("question:", question)
    writer.write(question[::-1])
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    print("answered")

async def main():
    a, b = socket.socketpair()
    answering = asyncio.create_task(answer(b))
    reader, writer = await asyncio.open_connection(sock=a)
    writer.write(b"abc")
    await asyncio.sleep(0.01)
    writer.write(b"def")
    print("can write eof:", writer.can_write_eof())
    writer.write_eof()
    try:
        writer.write(b"more")
    except RuntimeError as e:
        print("RuntimeError:", e)
    print("answer:", await reader.read())
    await answering
    print("closing:", writer.is_closing())
    writer.close()
    print("closing:", writer.is_closing())
    await writer.wait_closed()

asyncio.run(main())
