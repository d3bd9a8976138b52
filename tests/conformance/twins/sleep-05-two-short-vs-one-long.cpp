#include "../python.hpp"

// 20+20 ms against 40 ms: the same deadline; the timer that was armed first fires first.
namespace sleep_05 {

Coroutine<> two_short() {
    co_await asyncio::sleep(0.02);
    co_await asyncio::sleep(0.02);
    print("two short sleeps");
}

Coroutine<> one_long() {
    co_await asyncio::sleep(0.04);
    print("one long sleep");
}

Coroutine<> main() { co_await asyncio::gather(two_short(), one_long()); }

void program() { asyncio::run(main()); }

}  // namespace sleep_05
