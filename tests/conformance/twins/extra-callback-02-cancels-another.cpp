#include "../python.hpp"

// A callback may cancel one that is behind it in the same iteration, and a timer that is due with it.
namespace extra_callback_02 {

void say(const char* word) { print("{}", word); }

void cancel_both(asyncio::TimerHandle soon, asyncio::TimerHandle timer) {
    print("the first cancels the others");
    soon.cancel();
    timer.cancel();
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    std::vector<asyncio::TimerHandle> handles;
    loop.call_later(0.01, [&] { cancel_both(handles[0], handles[1]); });
    auto timer = loop.call_later(0.01, say, "never");
    loop.call_later(0.01, say, "but this one");
    co_await asyncio::sleep(0.005);
    auto soon = loop.call_later(0.005, say, "nor this");
    handles = {soon, timer};
    co_await asyncio::sleep(0.01);
    print("{} {}", repr(soon.cancelled()), repr(timer.cancelled()));
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_02
