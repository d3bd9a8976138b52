#include "../python.hpp"

// A pool with one worker runs its jobs one after the other, in the order of submission.
namespace executor_03 {

std::string job(std::string name, double d) {
    print("begin {}", name);
    asyncio::time::sleep(d);
    print("end {}", name);
    return name;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    asyncio::ThreadPoolExecutor pool(1);
    std::vector<Future<std::string>> futs;
    for (auto [n, d] : {std::pair("x", 0.04), {"y", 0.01}, {"z", 0.02}}) futs.push_back(loop.run_in_executor(&pool, job, n, d));
    co_await asyncio::sleep(0.02);
    print("cancel z while it is queued: {}", repr(futs[2].cancel()));
    print(repr(co_await asyncio::gather(std::vector(futs.begin(), futs.begin() + 2))));
}

void program() { asyncio::run(main()); }

}  // namespace executor_03
