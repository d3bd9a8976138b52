#include "../python.hpp"

// uncancel(): the number of requests goes down again, so that a handled cancellation leaves no trace.
namespace cancel_15 {

Coroutine<std::string> worker() {
    auto me = asyncio::current_task();
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("requests {}", me.cancelling());
        int a = me.uncancel(), b = me.uncancel(), c = me.uncancel();
        print("after uncancel {} {} {}", a, b, c);
    }
    co_await asyncio::sleep(0.01);
    co_return "recovered";
}

Coroutine<> main() {
    auto t = asyncio::create_task(worker());
    co_await asyncio::sleep(0);
    t.cancel();
    t.cancel();
    print("{} {} {}", co_await t, repr(t.cancelled()), t.cancelling());
}

void program() { asyncio::run(main()); }

}  // namespace cancel_15
