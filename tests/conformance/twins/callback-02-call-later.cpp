#include "../python.hpp"

// call_later and call_at: by deadline; call_later(0) comes after what is already in the ready queue.
namespace callback_02 {

void say(const char* word) { print("{}", word); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double now = loop.time();
    loop.call_later(0.03, say, "30 ms");
    loop.call_at(now + 0.01, say, "10 ms");
    loop.call_later(0.02, say, "20 ms");
    loop.call_later(0, say, "0 ms");
    loop.call_later(-1, say, "minus one second");
    loop.call_soon(say, "soon");
    co_await asyncio::sleep(0);
    print("main after sleep(0)");
    co_await asyncio::sleep(0.05);
}

void program() { asyncio::run(main()); }

}  // namespace callback_02
