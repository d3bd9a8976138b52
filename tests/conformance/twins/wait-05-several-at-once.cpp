#include "../python.hpp"

// FIRST_COMPLETED can return more than one done task: those that ended before the waiter resumed.
namespace wait_05 {

Coroutine<int> work(int n) {
    co_await asyncio::sleep(0.02);
    co_return n;
}

Coroutine<> main() {
    std::vector<asyncio::AnyFuture> tasks;
    for (int n = 0; n < 3; ++n) tasks.push_back(asyncio::create_task(work(n)));
    auto last = asyncio::create_task(asyncio::sleep(0.05));
    tasks.push_back(last);
    auto first = co_await asyncio::wait(tasks, {.return_when = asyncio::FIRST_COMPLETED});
    print("done {} pending {}", first.done.size(), first.pending.size());
    auto again = co_await asyncio::wait(tasks, {.return_when = asyncio::FIRST_COMPLETED});
    print("at once again: {} {}", again.done.size(), again.pending.size());
    co_await last;
}

void program() { asyncio::run(main()); }

}  // namespace wait_05
