#include "../python.hpp"

// After shutdown_default_executor() there is no default executor any more.
namespace extra_executor_02 {

std::string job(std::string name) {
    asyncio::time::sleep(0.02);
    print("{} ends", name);
    return name;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    co_await loop.run_in_executor(nullptr, job, "in the default pool");
    co_await loop.shutdown_default_executor();
    try {
        loop.run_in_executor(nullptr, job, "never");
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_executor_02
