#include "../python.hpp"

// serve_forever is ended by cancelling it; open connections live on. A closed server refuses.
namespace extra_io_07 {

Coroutine<> handle(asyncio::StreamReader reader, asyncio::StreamWriter writer) {
    struct Finally {
        asyncio::StreamWriter& writer;
        ~Finally() {
            writer.close();
            print("handler ends");
        }
    } finally{writer};
    try {
        for (std::string line; !(line = co_await reader.readline()).empty();) {
            writer.write(line);
            co_await writer.drain();
        }
    } catch (const asyncio::CancelledError&) {
        print("handler cancelled");
        throw;
    }
}

std::string last(std::string text, std::size_t n) { return text.substr(text.size() - n); }

Coroutine<> main() {
    TemporaryDirectory d;
    auto path = d / "s";
    auto server = co_await asyncio::start_unix_server(handle, path, {.start_serving = false});
    print("serving: {}", repr(server.is_serving()));
    auto serving = asyncio::create_task(server.serve_forever());
    co_await asyncio::sleep(0.01);
    print("serving: {}", repr(server.is_serving()));
    try {
        co_await server.serve_forever();
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", last(e.what(), 40));
    }
    auto [reader, writer] = co_await asyncio::open_unix_connection(path);
    writer.write("one\n");
    print("got {}", repr_bytes(co_await reader.readline()));
    serving.cancel();
    try {
        co_await serving;
    } catch (const asyncio::CancelledError&) {
        print("cancelled; serving: {}", repr(server.is_serving()));
    }
    writer.write("two\n");
    print("got {}", repr_bytes(co_await reader.readline()));
    server.close();
    co_await server.wait_closed();
    try {
        co_await server.serve_forever();
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", last(e.what(), 9));
    }
    try {
        co_await asyncio::open_unix_connection(path);
    } catch (const OSError& e) {
        print("{}", type_name(e));
    }
    print("main ends");
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_07
