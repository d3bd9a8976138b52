#include "../python.hpp"

// Running a loop that is already running; scheduling nonsense in debug mode.
namespace run_05 {

Coroutine<> coro() { co_return; }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto c = coro();
    try {
        loop.run_until_complete(c);
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    c.close();
    try {
        loop.call_soon(coro);
    } catch (const TypeError&) {
        print("TypeError");
    }
    try {
        loop.call_soon("not callable");
    } catch (const TypeError&) {
        print("TypeError");
    }
    co_return;
}

void program() { asyncio::run(main(), {.debug = true}); }

}  // namespace run_05
