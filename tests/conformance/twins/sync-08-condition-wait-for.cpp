#include "../python.hpp"

// Condition.wait_for(predicate) tests again after each notification.
namespace sync_08 {

Coroutine<> consumer(std::string name, asyncio::Condition cond, std::vector<int>& box, std::size_t need) {
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        co_await cond.wait_for([&] { return box.size() >= need; });
        print("{} sees {}", name, box.size());
    });
}

Coroutine<> main() {
    asyncio::Condition cond;
    std::vector<int> box;
    std::vector<Task<>> tasks;
    for (std::size_t n : {3, 1, 2}) tasks.push_back(asyncio::create_task(consumer(fmt::format("C{}", n), cond, box, n)));
    co_await asyncio::sleep(0);
    for (int i = 0; i < 3; ++i) {
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            box.push_back(i);
            print("added {}", i);
            cond.notify_all();
            co_return;
        });
        co_await asyncio::sleep(0.01);
    }
    co_await asyncio::gather(tasks);
    try {
        cond.notify();
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace sync_08
