#include "../python.hpp"

// release() frees the lock and wakes the first waiter; the releaser cannot take it back before him.
namespace sync_03 {

Coroutine<> waiter(std::string name, asyncio::Lock lock) {
    co_await asyncio::async_with(lock, [&]() -> Coroutine<> {
        print("{} has the lock", name);
        co_return;
    });
}

Coroutine<> main() {
    asyncio::Lock lock;
    co_await lock.acquire();
    std::vector<Task<>> tasks;
    for (const char* n : {"W1", "W2"}) tasks.push_back(asyncio::create_task(waiter(n, lock)));
    co_await asyncio::sleep(0);
    lock.release();
    print("released; locked() is {} - but W1 is first in line", repr(lock.locked()));
    co_await lock.acquire();  // queues behind W1 and W2
    print("main has the lock again");
    lock.release();
    co_await asyncio::gather(tasks);
}

void program() { asyncio::run(main()); }

}  // namespace sync_03
