#include "../python.hpp"

// timeout(): the body is cancelled inside, and the block raises TimeoutError outside.
namespace timeout_01 {

Coroutine<> main() {
    auto calm = asyncio::timeout(0.5);
    co_await asyncio::async_with(calm, []() -> Coroutine<> { co_await asyncio::sleep(0.01); });
    print("in time, expired: {}", repr(calm.expired()));
    auto t = asyncio::timeout(0.02);
    try {
        co_await asyncio::async_with(t, []() -> Coroutine<> {
            try {
                co_await asyncio::sleep(5);
            } catch (const asyncio::CancelledError&) {
                print("inside: CancelledError");
                throw;
            }
        });
    } catch (const TimeoutError&) {
        print("outside: TimeoutError, expired: {}", repr(t.expired()));
    }
    print("cancelling: {}", asyncio::current_task().cancelling());
    co_await asyncio::sleep(0);
    print("main goes on");
}

void program() { asyncio::run(main()); }

}  // namespace timeout_01
