"""add_reader and add_writer: queued at each poll that finds the descriptor ready, until they are removed or replaced.
Matrix: IO-03, IO-05"""
import asyncio, socket

def on_readable(sock):
    print("readable:", sock.recv(3))

def other_reader(sock):
    print("other reader:", sock.recv(100))

def on_writable(loop, sock):
    print("writable")
    loop.remove_writer(sock)

async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    c, d = socket.socketpair()
    for sock in (a, b, c, d):
        sock.setblocking(False)
    loop.add_reader(c, on_readable, c)
    loop.add_reader(a, on_readable, a)
    loop.add_writer(a, on_writable, loop, a)
    b.send(b"abcdefgh")
    d.send(b"xyz")
    await asyncio.sleep(0.01)
    loop.add_reader(a.fileno(), other_reader, a)
    b.send(b"replaced")
    await asyncio.sleep(0.01)
    print("removed:", loop.remove_reader(a), loop.remove_reader(a), loop.remove_writer(a))
    b.send(b"unseen")
    await asyncio.sleep(0.01)
    loop.add_reader(a, on_readable, a)
    loop.call_soon(loop.remove_reader, a)
    await asyncio.sleep(0.01)
    print("left:", a.recv(100))
    loop.remove_reader(c)
    for sock in (a, b, c, d):
        sock.close()

asyncio.run(main())
