#include "../python.hpp"

// Two reads at once are refused; a line longer than the limit is an error.
namespace io_14 {

Coroutine<> main() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a, {.limit = 10});
    auto first = asyncio::create_task(reader.readline());
    co_await asyncio::sleep(0);
    try {
        co_await reader.readline();
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    b.send("ok\n");
    print("{}", repr_bytes(co_await first));
    b.send("much longer than ten bytes\nnext\n");
    try {
        co_await reader.readline();
    } catch (const ValueError&) {
        print("ValueError");
    }
    print("{}", repr_bytes(co_await reader.readline()));
    writer.close();
    co_await writer.wait_closed();
    b.close();
}

void program() { asyncio::run(main()); }

}  // namespace io_14
