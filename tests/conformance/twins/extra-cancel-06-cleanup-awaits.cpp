#include "../python.hpp"

// Clean-up may await; whoever awaits the task waits for it, a second waiter may itself be cancelled meanwhile.
namespace extra_cancel_06 {

Coroutine<> work() {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(1);
    } catch (...) {
        error = std::current_exception();
    }
    print("clean-up begins");
    co_await asyncio::sleep(0.02);
    print("clean-up ends");
    if (error) std::rethrow_exception(error);
}

Coroutine<> waits(Task<> t) {
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("waiter: {} - work done: {}", asyncio::current_task().cancelling() ? "asked" : "not asked", repr(t.done()));
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(work());
    auto w = asyncio::create_task(waits(t));
    co_await asyncio::sleep(0.01);
    t.cancel();
    co_await asyncio::sleep(0.01);
    try {
        co_await asyncio::wait_for(asyncio::shield(t), 0.005);
    } catch (const TimeoutError&) {
        print("main does not wait; cancelled yet: {}", repr(t.cancelled()));
    }
    co_await w;
    print("cancelled: {}", repr(t.cancelled()));
}

void program() { asyncio::run(main()); }

}  // namespace extra_cancel_06
