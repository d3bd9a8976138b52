"""Streams over a pipe: what is written in pieces comes in lines, and the end when the writer closes.
Matrix: STR-03, STR-04"""
import asyncio, os

async def read(reader):
    while line := await reader.readline():
        print("line:", line)
    print("end")

async def main():
    loop = asyncio.get_running_loop()
    r, w = os.pipe()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), open(r, "rb", 0))
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, open(w, "wb", 0))
    writer = asyncio.StreamWriter(transport, protocol, None, loop)
    task = asyncio.create_task(read(reader))
    await asyncio.sleep(0)
    writer.write(b"one\ntwo\nth")
    await writer.drain()
    await asyncio.sleep(0.01)
    writer.write(b"ree\nrest")
    writer.close()
    await task

asyncio.run(main())
