#include "../python.hpp"

// A single future is refused; a timeout that is not needed is cancelled.
namespace ascompleted_06 {

Coroutine<int> work(int n) {
    co_await asyncio::sleep(n / 100.0);
    co_return n;
}

Coroutine<> main() {
    auto fut = asyncio::get_running_loop().create_future();
    try {
        asyncio::as_completed(fut).begin();
    } catch (const TypeError&) {
        print("TypeError");
    }
    std::vector<Task<int>> tasks;
    for (int n : {2, 1}) tasks.push_back(asyncio::create_task(work(n)));
    std::vector<int> results;
    for (auto& c : asyncio::as_completed(tasks, 5)) results.push_back(co_await c);
    print(repr(results));
}

void program() { asyncio::run(main()); }

}  // namespace ascompleted_06
