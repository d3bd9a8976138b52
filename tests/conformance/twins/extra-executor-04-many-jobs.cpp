#include "../python.hpp"

// More jobs than the default pool has workers: five at a time, the others queue.
namespace extra_executor_04 {

int job(int n) {
    asyncio::time::sleep(0.01 * n);
    return n;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double t0 = loop.time();
    std::vector<Future<int>> futs;
    for (int n = 1; n < 8; ++n) futs.push_back(loop.run_in_executor(nullptr, job, n));
    for (auto& fut : asyncio::as_completed(futs)) {
        int n = co_await fut;
        print("got {} at {}", n, rounded(loop.time() - t0, 3));
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_executor_04
