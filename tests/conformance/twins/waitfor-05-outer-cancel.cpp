#include "../python.hpp"

// Cancelling the task that is in wait_for cancels the inner task and waits for it.
namespace waitfor_05 {

Coroutine<> inner() {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(5);
    } catch (...) {
        error = std::current_exception();
    }
    print("inner cleanup starts");
    co_await asyncio::sleep(0.02);
    print("inner cleanup ends");
    if (error) std::rethrow_exception(error);
}

Coroutine<> outer() {
    try {
        co_await asyncio::wait_for(inner(), 3);
    } catch (const asyncio::CancelledError&) {
        print("outer sees CancelledError");
        throw;
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(outer());
    co_await asyncio::sleep(0.01);
    t.cancel();
    co_await asyncio::wait({t});
    print("outer cancelled: {}", repr(t.cancelled()));
}

void program() { asyncio::run(main()); }

}  // namespace waitfor_05
