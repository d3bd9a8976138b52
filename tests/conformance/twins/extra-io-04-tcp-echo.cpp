#include "../python.hpp"

// A TCP server on a free port; its clients run at the same time.
namespace extra_io_04 {

Coroutine<> handle(asyncio::StreamReader reader, asyncio::StreamWriter writer) {
    auto name = co_await reader.readline();
    name.pop_back();
    print("server: hello {}", name);
    writer.writelines({"hello ", name, "\n"});
    co_await writer.drain();
    print("server: rest {}", repr_bytes(co_await reader.read()));
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> client(int port, std::string name) {
    auto [reader, writer] = co_await asyncio::open_connection("127.0.0.1", port);
    asyncio::Address peer = writer.get_extra_info("peername");
    print("{} is connected to {}", name, peer.host());
    writer.write(name + "\n");
    print("{} got {}", name, repr_bytes(co_await reader.readline()));
    writer.write("bye");
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> main() {
    auto server = co_await asyncio::start_server(handle, "127.0.0.1", 0);
    int port = server.sockets()[0].getsockname().port();
    print("serving: {} {}", repr(server.is_serving()), server.sockets().size());
    co_await asyncio::async_with(server, [&]() -> Coroutine<> {
        co_await asyncio::gather(client(port, "ann"), client(port, "bob"));
        co_await asyncio::sleep(0.01);
    });
    print("serving: {} {}", repr(server.is_serving()), server.sockets().size());
    try {
        co_await asyncio::open_connection("127.0.0.1", 1);
    } catch (const asyncio::ConnectionRefusedError& e) {
        print("{}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_04
