#include "../python.hpp"

// Reads that are cancelled lose nothing; a task that waits for a stream is cancelled by run.
namespace extra_io_11 {

using asyncio::StreamReader;
using asyncio::StreamWriter;

Coroutine<> reads(StreamReader reader) {
    try {
        print("got {}", repr_bytes(co_await reader.readexactly(6)));
    } catch (const asyncio::CancelledError&) {
        print("read cancelled");
        throw;
    }
}

Coroutine<> forever(StreamReader reader, StreamWriter writer) {
    struct Finally {
        StreamWriter& writer;
        ~Finally() {
            print("closing at the end");
            writer.close();
        }
    } finally{writer};
    co_await reader.read();
}

Coroutine<> main() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a);
    auto first = asyncio::create_task(reads(reader));
    co_await asyncio::sleep(0.01);
    b.send("abc");
    co_await asyncio::sleep(0.01);
    first.cancel();
    auto second = asyncio::create_task(reads(reader));
    co_await asyncio::sleep(0);
    b.send("def");
    co_await asyncio::wait(std::vector{first, second});
    print("first cancelled: {}", repr(first.cancelled()));
    asyncio::create_task(forever(reader, writer));
    asyncio::StreamPair other;
    co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<> {
        other = co_await asyncio::open_connection(b);
    });
    print("main ends");
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_11
