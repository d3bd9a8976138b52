#include "../python.hpp"

// drain() suspends when the peer does not read: the write buffer is above its limit.
namespace io_12 {

Coroutine<> sender(asyncio::StreamWriter writer) {
    writer.write(std::string(3'000'000, 'x'));
    print("written into the buffer: {}", repr(writer.transport().get_write_buffer_size() > 0));
    co_await writer.drain();
    print("drained");
    writer.close();
}

Coroutine<> main() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, wa] = co_await asyncio::open_connection(a, {.limit = 1'000'000});
    auto [_, wb] = co_await asyncio::open_connection(b);
    auto t = asyncio::create_task(sender(wb));
    co_await asyncio::sleep(0.02);
    print("drain waits: {}", repr(!t.done()));
    auto total = (co_await reader.read()).size();
    print("read {}", total);
    co_await t;
    wa.close();
}

void program() { asyncio::run(main()); }

}  // namespace io_12
