#include "../python.hpp"

// add_reader and add_writer: queued at each poll that finds the descriptor ready, until they are removed or replaced.
namespace extra_io_01 {

using asyncio::Loop;
using asyncio::Socket;

void on_readable(Socket sock) { print("readable: {}", repr_bytes(sock.recv(3))); }

void other_reader(Socket sock) { print("other reader: {}", repr_bytes(sock.recv(100))); }

void on_writable(Loop& loop, Socket sock) {
    print("writable");
    loop.remove_writer(sock);
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    auto [c, d] = asyncio::socketpair();
    loop.add_reader(c, on_readable, c);
    loop.add_reader(a, on_readable, a);
    loop.add_writer(a, on_writable, std::ref(loop), a);
    b.send("abcdefgh");
    d.send("xyz");
    co_await asyncio::sleep(0.01);
    loop.add_reader(a.fileno(), other_reader, a);
    b.send("replaced");
    co_await asyncio::sleep(0.01);
    const bool removed[] = {loop.remove_reader(a), loop.remove_reader(a), loop.remove_writer(a)};
    print("removed: {} {} {}", repr(removed[0]), repr(removed[1]), repr(removed[2]));
    b.send("unseen");
    co_await asyncio::sleep(0.01);
    loop.add_reader(a, on_readable, a);
    loop.call_soon(&Loop::remove_reader, std::ref(loop), a);
    co_await asyncio::sleep(0.01);
    print("left: {}", repr_bytes(a.recv(100)));
    loop.remove_reader(c);
    for (Socket* sock : {&a, &b, &c, &d}) sock->close();
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_01
