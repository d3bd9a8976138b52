#include "../python.hpp"

// A blocking call in one task stops all tasks and makes every timer late.
namespace sleep_07 {

Coroutine<> ticker() {
    for (int i = 0; i < 3; ++i) {
        print("tick {}", i);
        co_await asyncio::sleep(0.02);
    }
}

Coroutine<> rude() {
    print("rude starts");
    asyncio::time::sleep(0.1);  // not co_await asyncio::sleep
    print("rude ends");
    co_return;
}

Coroutine<> main() {
    auto t = asyncio::create_task(ticker());
    co_await asyncio::sleep(0.01);
    co_await asyncio::create_task(rude());
    print("main after rude");
    co_await t;
}

void program() { asyncio::run(main()); }

}  // namespace sleep_07
