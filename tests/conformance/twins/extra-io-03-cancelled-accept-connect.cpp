#include "../python.hpp"

// Cancelled and failed accepts and connects.
namespace extra_io_03 {

using asyncio::Socket;

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    TemporaryDirectory d;
    auto path = d / "s";
    Socket listener(AF_UNIX);
    listener.bind(path);
    listener.listen();
    auto accepting = asyncio::create_task(loop.sock_accept(listener));
    co_await asyncio::sleep(0.01);
    accepting.cancel("enough");
    try {
        co_await accepting;
    } catch (const asyncio::CancelledError& e) {
        print("cancelled {}", repr_args(e));
    }
    try {
        co_await asyncio::wait_for(loop.sock_accept(listener), 0.01);
    } catch (const TimeoutError&) {
        print("nobody came");
    }
    Socket s(AF_UNIX);
    co_await loop.sock_connect(s, path);
    auto [conn, _] = co_await loop.sock_accept(listener);
    print("accepted {}", repr(conn.fileno() > 0));
    conn.close();
    print("end: {}", repr_bytes(co_await loop.sock_recv(s, 10)));
    try {
        co_await loop.sock_sendall(s, "too late");
    } catch (const asyncio::BrokenPipeError& e) {
        print("{} {}", repr(e), e.code);
    }
    s.close();
    listener.close();
    s = Socket(AF_UNIX);
    try {
        co_await loop.sock_connect(s, path);
    } catch (const asyncio::ConnectionRefusedError& e) {
        print("{}", e.what());
    }
    try {
        co_await loop.sock_connect(s, path + "x");
    } catch (const asyncio::FileNotFoundError& e) {
        print("{}", e.what());
    }
    s.close();
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_03
