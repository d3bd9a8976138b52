#include "../python.hpp"

// On timeout the work is cancelled, and wait_for waits until it has ended before raising TimeoutError.
namespace waitfor_02 {

Coroutine<> work() {
    std::exception_ptr cancelled;
    try {
        co_await asyncio::sleep(5);
    } catch (const asyncio::CancelledError&) {
        cancelled = std::current_exception();
    }
    if (cancelled) {
        print("work: cancelled, cleaning up");
        co_await asyncio::sleep(0.05);
        print("work: cleaned up");
        std::rethrow_exception(cancelled);
    }
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double t0 = loop.time();
    try {
        co_await asyncio::wait_for(work(), 0.02);
    } catch (const TimeoutError&) {
        print("TimeoutError after the clean-up: {}", repr(std::round((loop.time() - t0) * 1000) / 1000 >= 0.07));
    }
}

void program() { asyncio::run(main()); }

}  // namespace waitfor_02
