#include "../python.hpp"

// A task that cancels itself goes on until its next suspension.
namespace cancel_08 {

Coroutine<> worker() {
    asyncio::current_task().cancel();
    print("still running");
    try {
        co_await asyncio::sleep(0.5);
        print("not reached");
    } catch (const asyncio::CancelledError&) {
        print("struck at the await");
        throw;
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(worker());
    co_await asyncio::wait({t});
    print(repr(t.cancelled()));
}

void program() { asyncio::run(main()); }

}  // namespace cancel_08
