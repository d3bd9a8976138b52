#include "../python.hpp"

// An exception in a connection's handler: 3.11.2 reports it when nobody can retrieve it any more.
namespace extra_io_06 {

using asyncio::StreamReader;
using asyncio::StreamWriter;

Coroutine<> handle(StreamReader reader, StreamWriter writer) {
    auto line = co_await reader.readline();
    print("server got {}", repr_bytes(line));
    if (line == "bad\n") throw ValueError("bad line");
    writer.close();
}

void plain(StreamReader, StreamWriter writer) {
    print("plain function");
    writer.write("from a plain function");
    writer.close();
}

Coroutine<> client(std::string path, std::string line) {
    auto [reader, writer] = co_await asyncio::open_unix_connection(path);
    writer.write(line);
    try {
        print("client got {}", repr_bytes(co_await asyncio::wait_for(reader.read(), 0.05)));
    } catch (const TimeoutError&) {
        print("no answer");
    }
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> main() {
    TemporaryDirectory d;
    auto path = d / "s";
    co_await asyncio::async_with(co_await asyncio::start_unix_server(handle, path), [&]() -> Coroutine<> {
        co_await client(path, "good\n");
        co_await client(path, "bad\n");
        co_await asyncio::sleep(0.01);
    });
    co_await asyncio::async_with(co_await asyncio::start_unix_server(plain, path), [&]() -> Coroutine<> {
        co_await client(path, "");
    });
    print("end");
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_06
