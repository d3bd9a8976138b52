"""Datagrams: an endpoint that answers, one that is connected to it, and a port where nobody listens any more.
Matrix: IO-05"""
import asyncio

class Answering(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        print("asked:", data)
        self.transport.sendto(data.upper(), addr)

class Asking(asyncio.DatagramProtocol):
    def __init__(self, answers):
        self.answers = answers

    def datagram_received(self, data, addr):
        self.answers.put_nowait(repr(data))

    def error_received(self, exc):
        self.answers.put_nowait(type(exc).__name__)

    def connection_lost(self, exc):
        print("lost:", exc)

async def main():
    loop = asyncio.get_running_loop()
    answers = asyncio.Queue()
    server, _ = await loop.create_datagram_endpoint(Answering, local_addr=("127.0.0.1", 0))
    client, _ = await loop.create_datagram_endpoint(
        lambda: Asking(answers), remote_addr=server.get_extra_info("sockname"))
    client.sendto(b"one")
    client.sendto(b"two")
    print("answers:", await answers.get(), await answers.get())
    server.close()
    await asyncio.sleep(0)
    client.sendto(b"anybody?")
    print("then:", await answers.get())
    client.abort()
    await asyncio.sleep(0.01)

asyncio.run(main())
