#include "../python.hpp"

// The clean-up raises another exception: the task has failed, it is not cancelled.
namespace cancel_13 {

Coroutine<> worker() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        throw RuntimeError("clean-up failed");
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(worker());
    co_await asyncio::sleep(0.01);
    t.cancel();
    try {
        co_await t;
    } catch (const RuntimeError& e) {
        print("RuntimeError: {} - context: {}", e.what(), type_name(e.context()));
    }
    print("cancelled: {}", repr(t.cancelled()));
}

void program() { asyncio::run(main()); }

}  // namespace cancel_13
