#include "../python.hpp"

// Tasks and callbacks share one ready queue.
namespace callback_07 {

void cb(int n) { print("callback {}", n); }

Coroutine<> task(int n, asyncio::Loop& loop) {
    print("task {} step 1", n);
    loop.call_soon(cb, n);
    co_await asyncio::sleep(0);
    print("task {} step 2", n);
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    loop.call_soon(cb, 0);
    auto t1 = asyncio::create_task(task(1, loop));
    loop.call_soon(cb, 10);
    auto t2 = asyncio::create_task(task(2, loop));
    co_await t1;
    co_await t2;
}

void program() { asyncio::run(main()); }

}  // namespace callback_07
