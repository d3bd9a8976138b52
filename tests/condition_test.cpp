#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

TEST_CASE("a waiter that is cancelled after it was notified passes the notification on (CPython 3.13)") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Condition condition;
        auto waits = [&](std::string name) -> Coroutine<> {
            co_await async_with(condition, [&]() -> Coroutine<> {
                try {
                    co_await condition.wait();
                    print("{} is notified", name);
                } catch (const CancelledError&) {
                    print("{} is cancelled, and has the lock: {}", name, condition.locked());
                    throw;
                }
            });
        };
        auto a = create_task(waits("a")), b = create_task(waits("b")), c = create_task(waits("c"));
        co_await sleep(0);
        co_await async_with(condition, [&]() -> Coroutine<> {
            condition.notify();
            co_await sleep(0);   // a waits for the lock now
            a.cancel();
        });
        co_await wait({a, b});
        print("a cancelled: {}, c still waits: {}", a.cancelled(), !c.done());
        c.cancel();
        co_await wait({c});
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"a is cancelled, and has the lock: True", "b is notified", "a cancelled: True, c still waits: True",
                               "c is cancelled, and has the lock: True"});
}
