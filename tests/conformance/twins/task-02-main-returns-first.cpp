#include "../python.hpp"

// When main returns, tasks that are already in the ready queue still get one step; the rest are cancelled.
namespace task_02 {

Coroutine<> child(char name) {
    print("{} first step", name);
    try {
        co_await asyncio::sleep(1);
        print("{} never gets here", name);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

Coroutine<> main(std::vector<Task<>>& keep) {
    keep.push_back(asyncio::create_task(child('A')));
    keep.push_back(asyncio::create_task(child('B')));
    print("main returns without awaiting");
    co_return;
}

void program() {
    std::vector<Task<>> keep;
    asyncio::run(main(keep));
    print(repr_each(keep, [](auto& t) { return t.cancelled(); }));
}

}  // namespace task_02
