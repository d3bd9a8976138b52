#include "../python.hpp"

// A thread runs a coroutine in the loop with run_coroutine_threadsafe and waits for its result.
namespace executor_08 {

Coroutine<int> query(int n) {
    print("loop: query {}", n);
    co_await asyncio::sleep(0.02);
    co_return n * n;
}

int job(asyncio::Loop& loop) {
    int total = 0;
    for (int n : {2, 3}) total += asyncio::run_coroutine_threadsafe(query(n), loop).result();
    print("thread: total {}", total);
    return total;
}

Coroutine<> main() { print("main got {}", co_await asyncio::to_thread(job, std::ref(asyncio::get_running_loop()))); }

void program() { asyncio::run(main()); }

}  // namespace executor_08
