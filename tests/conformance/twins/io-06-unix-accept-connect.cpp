#include "../python.hpp"

// sock_accept and sock_connect on a Unix socket.
namespace io_06 {

using asyncio::Loop;
using asyncio::Socket;

Coroutine<> server(Loop& loop, Socket listener) {
    auto [conn, _] = co_await loop.sock_accept(listener);
    print("server: accepted");
    auto data = co_await loop.sock_recv(conn, 100);
    co_await loop.sock_sendall(conn, upper(data));
    conn.close();
}

Coroutine<> client(Loop& loop, std::string path) {
    co_await asyncio::sleep(0.01);
    Socket s(AF_UNIX);
    co_await loop.sock_connect(s, path);
    print("client: connected");
    co_await loop.sock_sendall(s, "hello");
    print("client: got {}", repr_bytes(co_await loop.sock_recv(s, 100)));
    s.close();
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    TemporaryDirectory d;
    Socket listener(AF_UNIX);
    listener.bind(d / "s");
    listener.listen();
    co_await asyncio::gather(server(loop, listener), client(loop, d / "s"));
    listener.close();
}

void program() { asyncio::run(main()); }

}  // namespace io_06
