#include "../python.hpp"

// What comes out of one poll: what was ready before it, then what threads have queued, then due timers.
namespace extra_callback_04 {

void say(const char* word) { print("{}", word); }

std::string in_thread(asyncio::Loop& loop) {
    asyncio::time::sleep(0.02);
    loop.call_soon_threadsafe(say, "from the thread");
    return "thread ends";
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    loop.call_later(0.02, say, "timer");
    auto job = loop.run_in_executor(nullptr, in_thread, std::ref(loop));
    co_await asyncio::sleep(0.01);
    asyncio::time::sleep(0.02);
    loop.call_soon(say, "call_soon");
    print("{}", co_await job);
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_04
