#include "../python.hpp"

// Debug mode: call_soon and call_later from another thread are refused; call_soon_threadsafe is not.
namespace extra_callback_05 {

void say(const char* word) { print("{}", word); }

void in_thread(asyncio::Loop& loop) {
    try {
        loop.call_soon(say, "never");
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    try {
        loop.call_later(0.01, say, "never");
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    loop.call_soon_threadsafe(say, "allowed");
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    print("debug: {}", repr(loop.get_debug()));
    co_await asyncio::to_thread(in_thread, std::ref(loop));
    co_await asyncio::sleep(0);
}

void program() { asyncio::run(main(), {.debug = true}); }

}  // namespace extra_callback_05
