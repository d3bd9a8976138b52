#include "../python.hpp"

// start_unix_server: each connection gets its own task.
namespace io_09 {

Coroutine<> handle(asyncio::StreamReader reader, asyncio::StreamWriter writer) {
    for (std::string line; !(line = co_await reader.readline()).empty();) {
        print("server got {}", repr_bytes(line));
        writer.write(upper(line));
        co_await writer.drain();
    }
    writer.close();
}

Coroutine<> client(std::string path, std::string name, double delay) {
    co_await asyncio::sleep(delay);
    auto [reader, writer] = co_await asyncio::open_unix_connection(path);
    writer.write(name + "\n");
    print("{} got {}", name, repr_bytes(co_await reader.readline()));
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> main() {
    TemporaryDirectory d;
    auto path = d / "s";
    auto server = co_await asyncio::start_unix_server(handle, path);
    co_await asyncio::async_with(server, [&]() -> Coroutine<> {
        co_await asyncio::gather(client(path, "ann", 0.01), client(path, "bob", 0.04));
        co_await asyncio::sleep(0.02);
    });
    print("server closed");
}

void program() { asyncio::run(main()); }

}  // namespace io_09
