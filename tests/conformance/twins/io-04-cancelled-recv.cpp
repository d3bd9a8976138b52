#include "../python.hpp"

// Cancelling a task that waits for a socket removes the watcher; the data is not lost.
namespace io_04 {

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    auto t = asyncio::create_task(loop.sock_recv(a, 100));
    co_await asyncio::sleep(0.01);
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("recv cancelled");
    }
    b.send("late data");
    co_await asyncio::sleep(0.01);
    print("second try: {}", repr_bytes(co_await loop.sock_recv(a, 100)));
    try {
        co_await asyncio::wait_for(loop.sock_recv(a, 100), 0.02);
    } catch (const TimeoutError&) {
        print("timeout");
    }
    a.close();
    b.close();
}

void program() { asyncio::run(main()); }

}  // namespace io_04
