#include "../python.hpp"

// A second cancel() interrupts the clean-up of the first.
namespace cancel_05 {

Coroutine<> worker() {
    std::exception_ptr first;
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        first = std::current_exception();
    }
    if (first) {
        print("first cancel: long clean-up");
        try {
            co_await asyncio::sleep(1);
            print("not reached");
        } catch (const asyncio::CancelledError&) {
            print("second cancel: clean-up cut short");
        }
        std::rethrow_exception(first);
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(worker());
    co_await asyncio::sleep(0.01);
    t.cancel();
    co_await asyncio::sleep(0.01);
    t.cancel();
    co_await asyncio::wait({t});
    print("cancelled {} requests {}", repr(t.cancelled()), t.cancelling());
}

void program() { asyncio::run(main()); }

}  // namespace cancel_05
