#include "../python.hpp"

// A read with a timeout; the stream can be used again afterwards.
namespace io_11 {

Coroutine<> main() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a);
    for (int attempt = 0; attempt < 3; ++attempt) {
        try {
            print("got {}", repr_bytes(co_await asyncio::wait_for(reader.readline(), 0.02)));
            break;
        } catch (const TimeoutError&) {
            print("no line in attempt {}", attempt);
            b.send(attempt == 0 ? "half " : "done\n");
        }
    }
    b.close();
    writer.close();
    co_await writer.wait_closed();
}

void program() { asyncio::run(main()); }

}  // namespace io_11
