#include "../python.hpp"

// A deadline that is now or past is due at the next poll, which does not wait; deadlines are whole microseconds.
namespace extra_callback_03 {

void say(const char* word) { print("{}", word); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    co_await asyncio::sleep(0.01);
    double now = loop.time();
    loop.call_at(now, say, "now");
    loop.call_at(now + 0.0000004, say, "less than a tick later");
    loop.call_at(now + 0.000001, say, "one tick later");
    loop.call_later(0, say, "zero");
    loop.call_at(now - 1, say, "a second ago");
    loop.call_soon(say, "soon");
    co_await asyncio::sleep(0);
    print("one turn later");
    co_await asyncio::sleep(0.01);
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_03
