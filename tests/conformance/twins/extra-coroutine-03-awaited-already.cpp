#include "../python.hpp"

// A coroutine that another task is inside of cannot be awaited; nor can one that has ended.
namespace extra_coroutine_03 {

Coroutine<std::string> slow() {
    co_await asyncio::sleep(0.01);
    co_return "slow is done";
}

Coroutine<> first(Coroutine<std::string>& c) { print("first: {}", co_await c); }

Coroutine<> main() {
    auto c = slow();
    auto t = asyncio::create_task(first(c));
    co_await asyncio::sleep(0);
    try {
        co_await c;
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    co_await t;
    try {
        co_await c;
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_03
