#include "../python.hpp"

// Lock: waiters get it in the order in which they asked.
namespace sync_01 {

Coroutine<> worker(std::string name, asyncio::Lock lock) {
    print("{} asks", name);
    co_await asyncio::async_with(lock, [&]() -> Coroutine<> {
        print("{} has the lock", name);
        co_await asyncio::sleep(0.01);
        print("{} releases", name);
    });
}

Coroutine<> main() {
    asyncio::Lock lock;
    co_await asyncio::gather(worker("A", lock), worker("B", lock), worker("C", lock));
    print("locked: {}", repr(lock.locked()));
}

void program() { asyncio::run(main()); }

}  // namespace sync_01
