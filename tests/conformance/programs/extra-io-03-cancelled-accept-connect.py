"""Cancelled and failed accepts and connects.
Matrix: IO-04, IO-06"""
import asyncio, os, socket, tempfile

async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "s")
        listener = socket.socket(socket.AF_UNIX)
        listener.setblocking(False)
        listener.bind(path)
        listener.listen()
        accepting = asyncio.create_task(loop.sock_accept(listener))
        await asyncio.sleep(0.01)
        accepting.cancel("enough")
        try:
            await accepting
        except asyncio.CancelledError as e:
            print("cancelled", e.args)
        try:
            await asyncio.wait_for(loop.sock_accept(listener), 0.01)
        except asyncio.TimeoutError:
            print("nobody came")
        s = socket.socket(socket.AF_UNIX)
        s.setblocking(False)
        await loop.sock_connect(s, path)
        conn, _ = await loop.sock_accept(listener)
        print("accepted", conn.fileno() > 0)
        conn.close()
        print("end:", await loop.sock_recv(s, 10))
        try:
            await loop.sock_sendall(s, b"too late")
        except BrokenPipeError as e:
            print(repr(e), e.errno)
        s.close()
        listener.close()
        s = socket.socket(socket.AF_UNIX)
        s.setblocking(False)
        try:
            await loop.sock_connect(s, path)
        except ConnectionRefusedError as e:
            print(e)
        try:
            await loop.sock_connect(s, path + "x")
        except FileNotFoundError as e:
            print(e)
        s.close()

asyncio.run(main())
