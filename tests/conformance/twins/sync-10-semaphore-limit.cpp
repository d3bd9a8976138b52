#include "../python.hpp"

// Semaphore(2): never more than two inside; the others enter in order.
namespace sync_10 {

Coroutine<> worker(int n, asyncio::Semaphore sem, std::vector<int>& inside) {
    co_await asyncio::async_with(sem, [&]() -> Coroutine<> {
        inside.push_back(n);
        print("enter {} inside {}", n, inside.size());
        co_await asyncio::sleep(0.01 * n);
        std::erase(inside, n);
        print("leave {}", n);
    });
}

Coroutine<> main() {
    asyncio::Semaphore sem(2);
    std::vector<int> inside;
    std::vector<Coroutine<>> workers;
    for (int n : {3, 1, 4, 2}) workers.push_back(worker(n, sem, inside));
    co_await asyncio::gather(std::move(workers));
    print("locked: {}", repr(sem.locked()));
}

void program() { asyncio::run(main()); }

}  // namespace sync_10
