"""Several descriptors in one poll: by order of registration, read before write; then timers.
Matrix: IO-05, LOOP-06"""
import asyncio, socket

async def receiver(loop, name, sock):
    print(name, "got", await loop.sock_recv(sock, 100))

async def main():
    loop = asyncio.get_running_loop()
    pairs = [socket.socketpair() for _ in range(4)]
    for a, b in pairs:
        a.setblocking(False)
        b.setblocking(False)
    tasks = [asyncio.create_task(receiver(loop, i, pairs[i][0])) for i in (2, 0, 3, 1)]
    await asyncio.sleep(0.01)
    loop.call_later(0, print, "timer")
    loop.call_soon(print, "soon")
    for a, b in pairs:
        b.send(b"together")
    await asyncio.gather(*tasks)
    tasks = [asyncio.create_task(receiver(loop, i, pairs[i][0])) for i in (1, 0)]
    a, b = pairs[0]
    await asyncio.sleep(0.01)
    loop.add_writer(a, lambda: (print("writable"), loop.remove_writer(a)))
    b.send(b"x")
    pairs[1][1].send(b"y")
    await asyncio.gather(*tasks)
    for a, b in pairs:
        a.close()
        b.close()

asyncio.run(main())
