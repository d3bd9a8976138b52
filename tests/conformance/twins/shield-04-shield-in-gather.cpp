#include "../python.hpp"

// gather of shields: cancelling gather cancels the shields, not the tasks behind them.
namespace shield_04 {

Coroutine<int> work(int n) {
    co_await asyncio::sleep(0.03);
    print("work {} finished", n);
    co_return n;
}

Coroutine<> main() {
    std::vector<Task<int>> tasks;
    for (int n : {1, 2}) tasks.push_back(asyncio::create_task(work(n)));
    auto g = asyncio::gather(asyncio::shield(tasks[0]), asyncio::shield(tasks[1]));
    asyncio::get_running_loop().call_later(0.01, asyncio::named("cancel", [g] { g.cancel(); }));
    try {
        co_await g;
    } catch (const asyncio::CancelledError&) {
        print("gather cancelled");
    }
    std::vector<int> results;
    for (auto& t : tasks) results.push_back(co_await t);
    print(repr(results));
}

void program() { asyncio::run(main()); }

}  // namespace shield_04
