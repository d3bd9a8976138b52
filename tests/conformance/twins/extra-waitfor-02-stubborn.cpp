#include "../python.hpp"

// The work may answer the cancellation with a result or with another error: that is what wait_for gives.
namespace extra_waitfor_02 {

Coroutine<std::string> swallows() {
    bool cancelled = false;
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        cancelled = true;
    }
    if (cancelled) co_await asyncio::sleep(0.02);
    co_return "late, but here";
}

Coroutine<> raises() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        throw ZeroDivisionError("while being cancelled");
    }
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double t0 = loop.time();
    auto late = co_await asyncio::wait_for(swallows(), 0.01);
    print("{} {}", late, rounded(loop.time() - t0, 3));
    try {
        co_await asyncio::wait_for(raises(), 0.01);
    } catch (const ZeroDivisionError& e) {
        print("caught {}", repr(e));
    }
    try {
        co_await asyncio::wait_for(asyncio::sleep(1), 0.01);
    } catch (const TimeoutError& e) {
        print("caught {} from {}", repr(e), repr(e.cause()));
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_waitfor_02
