#include "../python.hpp"

// Jobs in several threads overlap; gather keeps the argument order.
namespace executor_02 {

std::string job(std::string name, double d) {
    asyncio::time::sleep(d);
    print("job {}", name);
    return name;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double t0 = loop.time();
    auto [a, b, c] = co_await asyncio::gather(
        asyncio::to_thread(job, "a", 0.09), asyncio::to_thread(job, "b", 0.03), asyncio::to_thread(job, "c", 0.06));
    print(repr(std::vector{a, b, c}));
    print("overlapped: {}", repr(loop.time() - t0 < 0.15));
}

void program() { asyncio::run(main()); }

}  // namespace executor_02
