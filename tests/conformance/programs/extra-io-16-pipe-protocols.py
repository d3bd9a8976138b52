"""Protocols of a pipe's two ends: a full pipe, a reader that holds back, the end; then a writer whose reader goes away.
Matrix: STR-07"""
import asyncio, os

class Told(asyncio.Protocol):
    def __init__(self, name, done):
        self.name, self.done, self.count = name, done, 0

    def connection_made(self, transport):
        print(self.name, "made")

    def data_received(self, data):
        self.count += len(data)

    def eof_received(self):
        print(self.name, "eof after", self.count)

    def pause_writing(self):
        print(self.name, "pauses")

    def resume_writing(self):
        print(self.name, "goes on")

    def connection_lost(self, exc):
        print(self.name, "lost:", exc)
        self.done.set_result(None)

async def connect(done, other_done):
    loop = asyncio.get_running_loop()
    r, w = os.pipe()
    reading, _ = await loop.connect_read_pipe(lambda: Told("reader", done), open(r, "rb", 0))
    writing, _ = await loop.connect_write_pipe(lambda: Told("writer", other_done), open(w, "wb", 0))
    return reading, writing

async def main():
    loop = asyncio.get_running_loop()
    done, other_done = loop.create_future(), loop.create_future()
    reading, writing = await connect(done, other_done)
    reading.pause_reading()
    writing.write(b"x" * 200_000)
    await asyncio.sleep(0.01)
    reading.resume_reading()
    writing.close()
    await done

    done, other_done = loop.create_future(), loop.create_future()
    reading, writing = await connect(done, other_done)
    reading.close()
    await other_done
    writing.write(b"nobody")

asyncio.run(main())
