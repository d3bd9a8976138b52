#include "../python.hpp"

// Streams over a socket pair: readline and readexactly wait for as many bytes as they need.
namespace io_07 {

Coroutine<> talker(asyncio::StreamWriter writer) {
    for (auto chunk : {"first li", "ne\nsecond", " line\nEXACT", "LYrest"}) {
        co_await asyncio::sleep(0.01);
        writer.write(chunk);
        print("wrote {}", repr_bytes(chunk));
        co_await writer.drain();
    }
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> main() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, wa] = co_await asyncio::open_connection(a);
    auto [_, wb] = co_await asyncio::open_connection(b);
    auto t = asyncio::create_task(talker(wb));
    print("line: {}", repr_bytes(co_await reader.readline()));
    print("line: {}", repr_bytes(co_await reader.readline()));
    print("exactly: {}", repr_bytes(co_await reader.readexactly(7)));
    print("rest: {}", repr_bytes(co_await reader.read()));
    co_await t;
    wa.close();
    co_await wa.wait_closed();
}

void program() { asyncio::run(main()); }

}  // namespace io_07
