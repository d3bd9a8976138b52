#include "../python.hpp"

// set() followed at once by clear(): those who were waiting are released all the same.
namespace sync_06 {

Coroutine<> waiter(int n, asyncio::Event ev) {
    try {
        co_await ev.wait();
        print("waiter {} released; is_set: {}", n, repr(ev.is_set()));
    } catch (const asyncio::CancelledError&) {
        print("waiter {} cancelled", n);
        throw;
    }
}

Coroutine<> main() {
    asyncio::Event ev;
    std::vector<Task<>> early;
    for (int n : {1, 2, 3}) early.push_back(asyncio::create_task(waiter(n, ev)));
    co_await asyncio::sleep(0);
    early[1].cancel();
    ev.set();
    ev.clear();
    auto late = asyncio::create_task(waiter(4, ev));
    co_await asyncio::wait(early);
    print("late done: {}", repr(late.done()));
    late.cancel();
    co_await asyncio::wait({late});
}

void program() { asyncio::run(main()); }

}  // namespace sync_06
