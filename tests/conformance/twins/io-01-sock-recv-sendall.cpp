#include "../python.hpp"

// loop.sock_recv waits until the socket is readable; sock_sendall of a short message does not suspend.
namespace io_01 {

using asyncio::Loop;
using asyncio::Socket;

Coroutine<> reader(Loop& loop, Socket sock) {
    for (std::string data; !(data = co_await loop.sock_recv(sock, 100)).empty();) print("received {}", data);
    print("end of file");
}

Coroutine<> writer(Loop& loop, Socket sock) {
    for (auto word : {"alpha", "beta", "gamma"}) {
        co_await asyncio::sleep(0.02);
        co_await loop.sock_sendall(sock, word);
        print("sent {}", word);
    }
    sock.close();
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    co_await asyncio::gather(reader(loop, a), writer(loop, b));
    a.close();
}

void program() { asyncio::run(main()); }

}  // namespace io_01
