#include "../python.hpp"

// Equal delays asked one after the other: they wake in the order in which they were asked.
namespace sleep_04 {

Coroutine<> sleeper(int i) {
    co_await asyncio::sleep(0.02);
    print("woke {}", i);
}

Coroutine<> main() {
    std::vector<Coroutine<>> sleepers;
    for (int i = 0; i < 7; ++i) sleepers.push_back(sleeper(i));
    co_await asyncio::gather(std::move(sleepers));
}

void program() { asyncio::run(main()); }

}  // namespace sleep_04
