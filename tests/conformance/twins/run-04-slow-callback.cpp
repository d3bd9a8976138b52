#include "../python.hpp"

// Debug mode reports a step that took longer than slow_callback_duration.
namespace run_04 {

Coroutine<> slow() {
    asyncio::time::sleep(0.12);
    print("slow step");
    co_await asyncio::sleep(0);
    print("fast step");
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    print("debug: {} limit: {}", repr(loop.get_debug()), loop.slow_callback_duration);
    co_await asyncio::create_task(slow());
}

void program() { asyncio::run(main(), {.debug = true}); }

}  // namespace run_04
