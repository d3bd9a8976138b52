#include "../python.hpp"

// KeyboardInterrupt in a callback leaves the loop at once; run() then cancels the tasks.
namespace extra_exception_03 {

void interrupts() { throw KeyboardInterrupt("by hand"); }

void say(const char* word) { print("{}", word); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    loop.call_later(0.01, interrupts);
    loop.call_later(0.01, say, "stays queued for the clean-up");
    struct Finally {
        ~Finally() { print("main cleans up"); }
    } finally;
    co_await asyncio::sleep(1);
}

void program() {
    try {
        asyncio::run(main());
    } catch (const KeyboardInterrupt& e) {
        print("KeyboardInterrupt {}", e.what());
    }
}

}  // namespace extra_exception_03
