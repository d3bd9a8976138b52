#include "../python.hpp"

// Cancelling a sleeping task cancels its timer as well.
namespace sleep_09 {

Coroutine<> main() {
    auto t = asyncio::create_task(asyncio::sleep(10, "never"));
    co_await asyncio::sleep(0.01);
    print("cancel: {}", repr(t.cancel()));
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("sleep cancelled");
    }
    co_await asyncio::sleep(0.01);
    print("end, long before 10 s");
}

void program() { asyncio::run(main()); }

}  // namespace sleep_09
