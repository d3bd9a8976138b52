#include "../python.hpp"

// Event: set() wakes all waiters, in order; wait() on a set event does not suspend.
namespace sync_05 {

Coroutine<> waiter(int n, asyncio::Event ev) {
    print("waiter {} waits", n);
    co_await ev.wait();
    print("waiter {} goes", n);
}

Coroutine<> main() {
    asyncio::Event ev;
    std::vector<Task<>> tasks;
    for (int n = 0; n < 3; ++n) tasks.push_back(asyncio::create_task(waiter(n, ev)));
    co_await asyncio::sleep(0.01);
    ev.set();
    print("set; nobody has moved yet");
    co_await ev.wait();
    print("main did not suspend");
    co_await asyncio::gather(tasks);
    ev.clear();
    print("is_set {}", repr(ev.is_set()));
}

void program() { asyncio::run(main()); }

}  // namespace sync_05
