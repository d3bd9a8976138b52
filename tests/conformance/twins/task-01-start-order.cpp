#include "../python.hpp"

// create_task only queues the first step: tasks start in creation order, when the creator suspends.
namespace task_01 {

Coroutine<> worker(char name) {
    print("start {}", name);
    co_await asyncio::sleep(0);
    print("end {}", name);
}

Coroutine<> main() {
    std::vector<Task<>> tasks;
    for (char n : {'A', 'B', 'C'}) tasks.push_back(asyncio::create_task(worker(n)));
    print("created, none started");
    for (auto& t : tasks) co_await t;
    print("all done");
}

void program() { asyncio::run(main()); }

}  // namespace task_01
