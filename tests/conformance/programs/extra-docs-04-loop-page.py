"""The page "Event Loop": examples and errors of callbacks, executors, descriptors, connections and servers.
Matrix: LOOP-01, CB-01, CB-05, RUN-14, RUN-16"""
import asyncio, contextvars, concurrent.futures, functools, re, signal, socket, os, time

var = contextvars.ContextVar("var", default="outside")

def bare(x):
    return re.sub(r" at 0x[0-9a-f]+|fd=\d+", "", repr(x))

def refused(f):
    try:
        f()
        print("no error")
    except Exception as e:
        print(bare(e))

async def refused_await(aw):
    try:
        await aw
        print("no error")
    except Exception as e:
        print(bare(e))

def hello_world(loop):
    print('Hello World')
    loop.stop()

def display_date(end_time, loop):
    print(f"{loop.time():.1f}")
    if (loop.time() + 1.0) < end_time:
        loop.call_later(1, display_date, end_time, loop)
    else:
        loop.stop()

def shows(*args):
    print("shows", args, var.get())

async def callbacks():
    loop = asyncio.get_running_loop()
    ctx = contextvars.copy_context()
    ctx.run(var.set, "inside")
    h = loop.call_soon(shows, 1, "a", context=ctx)
    t = loop.call_later(0.5, shows, 2, context=ctx)
    u = loop.call_at(loop.time() + 0.25, shows)
    v = loop.call_soon_threadsafe(shows, "threadsafe", context=ctx)
    print(t.when(), u.when() < t.when(), h.cancelled(), v.cancelled())
    h.cancel()
    print(h.cancelled())
    await asyncio.sleep(1)
    print(t.when(), t.cancelled())
    t.cancel()
    print(t.cancelled())
    refused(loop.run_forever)
    refused(loop.close)
    c = asyncio.sleep(0)
    refused(lambda: loop.run_until_complete(c))
    c.close()
    print(loop.is_running(), loop.is_closed(), loop.slow_callback_duration)

def blocking_io():
    time.sleep(0.5)
    return "blocking_io"

def cpu_bound(n):
    return sum(i * i for i in range(10 ** n))

async def executors():
    loop = asyncio.get_running_loop()
    result = await loop.run_in_executor(None, blocking_io)
    print('default thread pool', result)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        result = await loop.run_in_executor(pool, blocking_io)
        print('custom thread pool', result)
        print(await loop.run_in_executor(pool, cpu_bound, 3))
        await refused_await(loop.run_in_executor(pool, int, "x"))
    refused(lambda: concurrent.futures.ThreadPoolExecutor(-1))

async def handlers():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())
    def handler(loop, context):
        print("handler", context["message"], repr(context.get("exception")))
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    loop.call_exception_handler({"message": "mine", "exception": ValueError("x")})
    loop.call_exception_handler({"message": "no exception"})
    def bad(loop, context):
        raise KeyError("in handler")
    loop.set_exception_handler(bad)
    loop.call_exception_handler({"message": "mine", "exception": ValueError("x")})
    loop.set_exception_handler(None)
    print(loop.get_exception_handler())
    loop.call_exception_handler({"message": "default", "exception": ValueError("y")})

async def descriptors():
    loop = asyncio.get_running_loop()
    rsock, wsock = socket.socketpair()
    rsock.setblocking(False)
    done = loop.create_future()
    def reader():
        data = rsock.recv(100)
        print("Received:", data.decode())
        print(loop.remove_reader(rsock), loop.remove_reader(rsock), loop.remove_writer(rsock))
        done.set_result(None)
    loop.add_reader(rsock, reader)
    loop.call_soon(wsock.send, 'abc'.encode())
    await done
    refused(lambda: loop.add_reader(-1, reader))
    wsock.close()
    rsock.close()
    refused(lambda: loop.add_reader(rsock, reader))

async def connections():
    loop = asyncio.get_running_loop()
    d = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    await refused_await(loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, server_hostname="x"))
    await refused_await(loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, ssl_handshake_timeout=1))
    await refused_await(loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, ssl_shutdown_timeout=1))
    await refused_await(loop.create_connection(asyncio.Protocol, "127.0.0.1", 1))
    await refused_await(loop.create_unix_connection(asyncio.Protocol, "/nowhere/at/all"))
    await refused_await(loop.create_unix_connection(asyncio.Protocol, "/nowhere/at/all", server_hostname="x"))
    await refused_await(loop.create_unix_server(asyncio.Protocol, "/nowhere/at/all"))
    await refused_await(loop.create_unix_server(asyncio.Protocol, "/nowhere/at/all", ssl_handshake_timeout=1))
    await refused_await(loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl_handshake_timeout=1))
    await refused_await(loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl_shutdown_timeout=1))
    await refused_await(loop.create_datagram_endpoint(asyncio.DatagramProtocol))
    await refused_await(loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0), remote_addr=("::1", 9)))
    d.close()

async def servers():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, start_serving=False)
    print(server.is_serving(), len(server.sockets), server.get_loop() is loop)
    await server.start_serving()
    await server.start_serving()
    print(server.is_serving())
    t = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    try:
        await server.serve_forever()
    except RuntimeError as e:
        print("RuntimeError", "is already being awaited on serve_forever()" in str(e))
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", server.is_serving(), server.sockets)
    server.close()
    await server.wait_closed()
    await refused_await(server.serve_forever())
    async with await loop.create_server(asyncio.Protocol, "127.0.0.1", 0) as server:
        print(server.is_serving())
    print(server.is_serving(), server.sockets)

async def signals():
    loop = asyncio.get_running_loop()
    refused(lambda: loop.add_signal_handler(signal.SIGKILL, shows))
    refused(lambda: loop.add_signal_handler(1000, shows))
    refused(lambda: loop.add_signal_handler(0, shows))
    refused(lambda: loop.add_signal_handler(signal.SIGUSR1, signals))
    refused(lambda: loop.remove_signal_handler(1000))
    print(loop.remove_signal_handler(signal.SIGUSR1))

async def main():
    await callbacks()
    await handlers()
    await descriptors()
    await connections()
    await servers()
    await signals()
    await executors()

loop = asyncio.new_event_loop()
loop.call_soon(hello_world, loop)
try:
    loop.run_forever()
finally:
    loop.close()
loop = asyncio.new_event_loop()
end_time = loop.time() + 5.0
loop.call_soon(display_date, end_time, loop)
try:
    loop.run_forever()
finally:
    loop.close()
refused(loop.run_forever)
refused(lambda: loop.call_at(1, shows))
loop = asyncio.new_event_loop()
loop.close()
asyncio.run(main())
