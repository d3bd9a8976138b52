#include "../python.hpp"

// reschedule() moves the deadline.
namespace timeout_03 {

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double t0 = loop.time();
    auto t = asyncio::timeout(0.02);
    try {
        co_await asyncio::async_with(t, [&]() -> Coroutine<> {
            t.reschedule(t0 + 0.06);
            co_await asyncio::sleep(0.04);
            print("survived 40 ms; deadline in 60 ms: {}", repr(std::round((*t.when() - t0) * 100) / 100 == 0.06));
            co_await asyncio::sleep(1);
        });
    } catch (const TimeoutError&) {
        print("expired: {}", repr(t.expired()));
    }
    try {
        t.reschedule(loop.time() + 1);
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace timeout_03
