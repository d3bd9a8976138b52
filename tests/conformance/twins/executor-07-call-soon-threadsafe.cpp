#include "../python.hpp"

// A thread hands work to the loop with call_soon_threadsafe.
namespace executor_07 {

void on_progress(int n) { print("loop: progress {}", n); }

std::string job(asyncio::Loop& loop) {
    for (int n = 0; n < 3; ++n) {
        asyncio::time::sleep(0.02);
        loop.call_soon_threadsafe(on_progress, n);
    }
    return "job done";
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    print("{}", co_await loop.run_in_executor(nullptr, job, std::ref(loop)));
}

void program() { asyncio::run(main()); }

}  // namespace executor_07
