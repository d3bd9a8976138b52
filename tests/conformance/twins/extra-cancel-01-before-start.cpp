#include "../python.hpp"

// A task that is cancelled before its first step is never entered.
namespace extra_cancel_01 {

Coroutine<> work() {
    struct Finally {
        ~Finally() { print("nor this"); }
    } finally;
    print("never printed");
    co_return;
}

Coroutine<> main() {
    auto t = asyncio::create_task(work());
    bool asked = t.cancel();
    print("asked: {} - cancelled yet: {} - requests: {}", repr(asked), repr(t.cancelled()), t.cancelling());
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("cancelled: {}", repr(t.cancelled()));
    }
    asked = t.cancel();
    print("asked again: {} - requests: {}", repr(asked), t.cancelling());
}

void program() { asyncio::run(main()); }

}  // namespace extra_cancel_01
