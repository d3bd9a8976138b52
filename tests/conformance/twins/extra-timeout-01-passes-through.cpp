#include "../python.hpp"

// No limit; an error of the body's own; a cancellation from outside: timeout() changes none of them.
namespace extra_timeout_01 {

Coroutine<> outside() {
    auto t = asyncio::timeout(0.05);
    try {
        co_await asyncio::async_with(t, []() -> Coroutine<> { co_await asyncio::sleep(1); });
    } catch (const asyncio::CancelledError&) {
        print("cancelled from outside; expired: {}", repr(t.expired()));
        throw;
    }
}

Coroutine<> main() {
    auto t = asyncio::timeout(std::nullopt);
    co_await asyncio::async_with(t, []() -> Coroutine<> { co_await asyncio::sleep(0.01); });
    print("no limit: {} {}", repr(t.when()), repr(t.expired()));
    try {
        co_await asyncio::async_with(asyncio::timeout(0.05), []() -> Coroutine<> {
            co_await asyncio::sleep(0.01);
            throw ValueError("the body's own");
        });
    } catch (const ValueError& e) {
        print("caught {}", e.what());
    }
    auto task = asyncio::create_task(outside());
    co_await asyncio::sleep(0.01);
    task.cancel();
    co_await asyncio::wait({task});
    print("task cancelled: {} {}", repr(task.cancelled()), task.cancelling());
}

void program() { asyncio::run(main()); }

}  // namespace extra_timeout_01
