#include "../python.hpp"

// A body that does not suspend cannot be interrupted, however late it is.
namespace timeout_06 {

Coroutine<> main() {
    auto busy = asyncio::timeout(0.02);
    co_await asyncio::async_with(busy, []() -> Coroutine<> {
        asyncio::time::sleep(0.06);
        print("60 ms of blocking work in a 20 ms timeout");
        co_return;
    });
    print("expired: {}", repr(busy.expired()));
    auto t = asyncio::timeout(0.02);
    try {
        co_await asyncio::async_with(t, []() -> Coroutine<> {
            asyncio::time::sleep(0.06);
            co_await asyncio::sleep(0);
            print("the first sleep(0) survives: the overdue timer is queued behind it");
            co_await asyncio::sleep(0);
            print("not reached");
        });
    } catch (const TimeoutError&) {
        print("expired: {}", repr(t.expired()));
    }
}

void program() { asyncio::run(main()); }

}  // namespace timeout_06
