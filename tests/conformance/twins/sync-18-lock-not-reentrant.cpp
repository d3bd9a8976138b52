#include "../python.hpp"

// The owner of a lock that asks for it again waits for itself.
namespace sync_18 {

Coroutine<> main() {
    asyncio::Lock lock;
    co_await asyncio::async_with(lock, [&]() -> Coroutine<> {
        try {
            co_await asyncio::wait_for(lock.acquire(), 0.02);
        } catch (const asyncio::TimeoutError&) {
            print("waited for itself");
        }
        print("still locked: {}", repr(lock.locked()));
    });
    print("locked: {}", repr(lock.locked()));
}

void program() { asyncio::run(main()); }

}  // namespace sync_18
