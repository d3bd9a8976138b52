#include "../python.hpp"

// A host's name is looked up in the executor; then the connection fails or not.
namespace extra_io_12 {

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto infos = co_await loop.getaddrinfo("127.0.0.1", 80, {.type = SOCK_STREAM});
    print("{}", repr(infos[0].address));
    auto server = co_await asyncio::start_server([](auto, auto w) { w.close(); }, "localhost", 0, {.family = AF_INET});
    int port = server.sockets()[0].getsockname().port();
    auto [reader, writer] = co_await asyncio::open_connection("localhost", port, {.family = AF_INET});
    print("read {}", repr_bytes(co_await reader.read()));
    writer.close();
    co_await writer.wait_closed();
    server.close();
    co_await server.wait_closed();
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_12
