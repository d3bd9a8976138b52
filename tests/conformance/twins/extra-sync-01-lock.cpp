#include "../python.hpp"

// A lock: who waits is served in turn, also when those before are cancelled as they are woken.
namespace extra_sync_01 {

Coroutine<> waiter(asyncio::Lock lock, std::string name) {
    try {
        co_await asyncio::async_with(lock, [&]() -> Coroutine<> {
            print("{} in", name);
            co_await asyncio::sleep(0);
            print("{} out", name);
        });
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled {}", name, repr(lock.locked()));
        throw;
    }
}

Coroutine<> in_line() {
    asyncio::Lock lock;
    try {
        lock.release();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    bool got = co_await lock.acquire();
    print("{} {}", repr(got), repr(lock.locked()));
    std::vector<Task<>> tasks;
    for (int i = 0; i < 4; ++i)
        tasks.push_back(asyncio::create_task(waiter(lock, fmt::format("w{}", i)), {.name = fmt::format("w{}", i)}));
    co_await asyncio::sleep(0);
    lock.release();
    bool c = tasks[0].cancel();
    print("{} {}", repr(c), repr(lock.locked()));
    co_await asyncio::sleep(0);
    tasks[2].cancel("late");
    auto results = co_await asyncio::gather(tasks, asyncio::return_exceptions);
    std::vector<std::string> reprs;
    for (auto& r : results) reprs.push_back(r.has_value() ? "None" : repr(r.exception()));
    print("{}", repr(reprs));
    print("{}", repr(lock.locked()));
}

Coroutine<> before_it_is_woken() {
    asyncio::Lock lock;
    co_await lock.acquire();
    auto a = asyncio::create_task(waiter(lock, "a"));
    auto b = asyncio::create_task(waiter(lock, "b"));
    co_await asyncio::sleep(0.01);
    a.cancel();
    lock.release();
    co_await lock.acquire();
    print("main has it");
    lock.release();
    co_await asyncio::wait({a, b});
    print("{} {}", repr(a.cancelled()), repr(b.cancelled()));
}

Coroutine<> with_a_limit() {
    asyncio::Lock lock;
    co_await lock.acquire();
    try {
        co_await asyncio::wait_for(lock.acquire(), 0.02);
    } catch (const TimeoutError&) {
        print("timeout {}", repr(lock.locked()));
    }
    lock.release();
    bool got = co_await asyncio::wait_for(lock.acquire(), 0.02);
    print("{} {}", repr(got), repr(lock.locked()));
    lock.release();
}

Coroutine<> main() {
    co_await in_line();
    co_await before_it_is_woken();
    co_await with_a_limit();
}
void program() { asyncio::run(main()); }

}  // namespace extra_sync_01
