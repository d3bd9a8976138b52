#include "../python.hpp"

// Debug mode: slow handles, what is no callable, another thread, and its end in a running loop.
namespace extra_run_07 {

Coroutine<std::string> slow() {
    asyncio::time::sleep(0.15);
    co_await asyncio::sleep(0);
    asyncio::time::sleep(0.05);
    asyncio::get_running_loop().slow_callback_duration = 0.02;
    co_await asyncio::sleep(0.01);
    asyncio::time::sleep(0.02);
    co_return "slow";
}

void blocking_callback() {
    asyncio::time::sleep(0.2);
    print("callback");
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    print("{}", repr(loop.get_debug()));
    loop.call_soon(blocking_callback);
    loop.call_later(0.1, blocking_callback);
    print("{}", co_await asyncio::create_task(slow()));
    print("{}", rounded(loop.time(), 3));
    try {
        loop.call_soon(slow);
    } catch (const TypeError& e) {
        print("{}", str(e).substr(0, 50));
    }
    try {
        loop.call_later(1, 42);
    } catch (const TypeError& e) {
        print("{}", str(e).substr(0, 45));
    }
    auto from_thread = [&] {
        try {
            loop.call_soon([] { print("never"); });
        } catch (const RuntimeError& e) {
            print("{}", repr(e));
        }
    };
    co_await asyncio::to_thread(asyncio::named("from_thread", from_thread));
    loop.set_debug(false);
    loop.call_soon(blocking_callback);
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
}

Coroutine<> never() { co_return; }

Coroutine<> forgets() {
    static_cast<void>(never());
    {
        auto c = never();
    }
    static_cast<void>(asyncio::sleep(1));
    print("forgot");
    co_return;
}

void program() {
    asyncio::run(main(), {.debug = true});
    asyncio::run(forgets());
}

}  // namespace extra_run_07
