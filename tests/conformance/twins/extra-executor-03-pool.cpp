#include "../python.hpp"

// A pool of one's own: submit() gives a future for threads, wrap_future() one for the loop.
namespace extra_executor_03 {

std::string job(std::string name, double d) {
    print("begin {}", name);
    asyncio::time::sleep(d);
    return name;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    asyncio::ThreadPoolExecutor pool(2);
    auto first = asyncio::wrap_future(pool.submit(job, "A", 0.02));
    auto second = pool.submit(job, "B", 0.01);
    auto third = pool.submit(job, "C", 0.01);
    print("running: {} done: {}", repr(second.running()), repr(second.done()));
    auto a = co_await first;
    print("{} {} {}", a, second.result(), repr(third.done()));
    print("{}", co_await asyncio::wrap_future(third));
    loop.set_default_executor(std::make_shared<asyncio::ThreadPoolExecutor>(1));
    auto [d, e] = co_await asyncio::gather(asyncio::to_thread(job, "D", 0.01), asyncio::to_thread(job, "E", 0.01));
    print(repr(std::vector{d, e}));
    pool.shutdown();
}

void program() { asyncio::run(main()); }

}  // namespace extra_executor_03
