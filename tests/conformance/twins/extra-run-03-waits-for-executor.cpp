#include "../python.hpp"

// run() does not return before the default executor's jobs have ended.
namespace extra_run_03 {

std::string job(std::string name, double d) {
    asyncio::time::sleep(d);
    print("job {} ends", name);
    return name;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto waited = loop.run_in_executor(nullptr, job, "A", 0.01);
    loop.run_in_executor(nullptr, job, "B", 0.05);
    print("main got {}", co_await waited);
}

void program() {
    asyncio::run(main());
    print("run has returned");
}

}  // namespace extra_run_03
