#include "../python.hpp"

// Awaiting a task that is already done does not suspend: nobody else gets a turn.
namespace task_06 {

Coroutine<std::string> quick() { co_return "quick"; }

Coroutine<> noisy() {
    for (int i = 0; i < 3; ++i) {
        print("noisy {}", i);
        co_await asyncio::sleep(0);
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(quick());
    co_await asyncio::sleep(0);
    auto n = asyncio::create_task(noisy());
    for (int i = 0; i < 3; ++i) print("await done task: {}", co_await t);
    print("still before noisy");
    co_await n;
}

void program() { asyncio::run(main()); }

}  // namespace task_06
