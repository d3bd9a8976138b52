#include "../python.hpp"

// wait() returns two sets and raises nothing: exceptions stay in the tasks.
namespace wait_01 {

Coroutine<int> work(int n, double d) {
    co_await asyncio::sleep(d);
    if (n == 2) throw ValueError(n);
    co_return n;
}

Coroutine<> main() {
    std::vector<Task<int>> tasks;
    for (auto [n, d] : {std::pair(1, 0.03), {2, 0.01}, {3, 0.02}}) tasks.push_back(asyncio::create_task(work(n, d)));
    auto [done, pending] = co_await asyncio::wait(tasks);
    print("{} {}", done.size(), pending.size());
    for (auto& t : tasks)
        print("{} {}", repr(contains(done, t)), t.exception() ? repr(t.exception()) : repr(t.result()));
}

void program() { asyncio::run(main()); }

}  // namespace wait_01
