#include "../python.hpp"

// A released slot belongs to the first waiter: a newcomer, even if it asks at once, waits behind.
namespace sync_11 {

Coroutine<> waiter(std::string name, asyncio::Semaphore sem) {
    co_await sem.acquire();
    print("{} acquired", name);
}

Coroutine<> main() {
    asyncio::Semaphore sem(0);
    auto a = asyncio::create_task(waiter("A", sem));
    auto b = asyncio::create_task(waiter("B", sem));
    co_await asyncio::sleep(0);
    sem.release();
    print("released once, locked(): {}", repr(sem.locked()));
    auto c = asyncio::create_task(waiter("C", sem));
    co_await asyncio::sleep(0.01);
    print("done: {} {} {}", repr(a.done()), repr(b.done()), repr(c.done()));
    sem.release();
    sem.release();
    co_await asyncio::gather(a, b, c);
    sem.release();  // more than it began with: allowed
    print("free: {}", repr(!sem.locked()));
}

void program() { asyncio::run(main()); }

}  // namespace sync_11
