#include "../python.hpp"

// A coroutine object can be awaited once only.
namespace coroutine_03 {

Coroutine<int> once() {
    print("body runs");
    co_return 1;
}

Coroutine<> main() {
    auto coro = once();
    print("first {}", co_await coro);
    try {
        co_await coro;
    } catch (const RuntimeError& e) {
        print("second: {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace coroutine_03
