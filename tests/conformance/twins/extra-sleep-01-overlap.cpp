#include "../python.hpp"

// Sleeps of different tasks overlap; those of one task add up.
namespace extra_sleep_01 {

Coroutine<std::string> nap(std::string name, double d) {
    co_await asyncio::sleep(d);
    co_return name;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double t0 = loop.time();
    auto first = co_await nap("A", 0.03);
    print("{} {}", first, co_await nap("B", 0.02));
    print("one after the other: {}", rounded(loop.time() - t0, 3));
    t0 = loop.time();
    auto a = asyncio::create_task(nap("A", 0.03));
    auto b = asyncio::create_task(nap("B", 0.02));
    first = co_await a;
    print("{} {}", first, co_await b);
    print("together: {}", rounded(loop.time() - t0, 3));
}

void program() { asyncio::run(main()); }

}  // namespace extra_sleep_01
