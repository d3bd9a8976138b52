#include <functional>

#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;

TEST_CASE("a coroutine that has a name is used up by create_task, unless that refuses it") {
    const Ran program = ran(Clock::virtual_time, [] {
        const auto work = []() -> Coroutine<int> { co_return 7; };
        auto refused = work();
        CHECK_THROWS_AS(create_task(refused), RuntimeError);
        refused.close();
        run([&]() -> Coroutine<> {
            auto coroutine = work();
            const auto task = create_task(coroutine, "named");
            print("{} {}", task.get_name(), co_await task);
        }());
    });
    CHECK(program.out == std::vector<std::string>{"named 7"});
    CHECK(program.err == "");
    CHECK(program.raised == "");
}

TEST_CASE("so it is by all others that make a task of it") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const auto work = [](int x) -> Coroutine<int> { co_return x; };
        auto ensured = work(1), awaited = work(2), limited = work(3), shielded = work(4), threaded = work(5);
        auto a = work(6), b = work(7);
        print("{} {} {}", co_await ensure_future(ensured), co_await wait_for(awaited, 1), co_await wait_for(limited, None()));
        print(co_await shield(shielded));
        const auto future = run_coroutine_threadsafe(threaded, get_running_loop());
        for (auto next : as_completed(a, b)) print(co_await next);
        print(future.result());
        CHECK_THROWS_AS(co_await awaited, RuntimeError);
    });
    CHECK(program.raised == "");
    CHECK(program.out == std::vector<std::string>{"1 2 3", "4", "6", "7", "5"});
    CHECK(program.err == "");
}

TEST_CASE("a sleep is a coroutine wherever one is asked for") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const auto nothing = []() -> Coroutine<> { co_return; };
        const std::function<Coroutine<>()> pause = [] { return sleep(1); };
        std::vector<Coroutine<>> list;
        list.push_back(sleep(2));
        list.push_back(pause());
        co_await gather(list);
        const Coroutine<> nap = sleep(1);
        print("{} {}", nap.name(), get_running_loop().time());
        co_await (list.empty() ? nothing() : sleep(1));
        const auto word = []() -> Coroutine<std::string> { return sleep(1, "slept"); };
        print("{} {}", co_await word(), get_running_loop().time());
    });
    CHECK(program.raised == "");
    CHECK(program.out == std::vector<std::string>{"sleep 2", "slept 4"});
    CHECK(program.err == "RuntimeWarning: coroutine 'sleep' was never awaited\n");
}

TEST_CASE("a task of a coroutine that cannot be used any more is made, and fails") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const auto work = []() -> Coroutine<int> {
            co_await sleep(1);
            co_return 7;
        };
        auto coroutine = work();
        const auto awaits = [&]() -> Coroutine<> { print("{}", co_await coroutine); };
        const auto first = create_task(awaits());
        co_await sleep(0);
        const auto meanwhile = create_task(coroutine);
        CHECK_FALSE(meanwhile.done());
        auto outcomes = co_await gather(meanwhile, first, return_exceptions);
        print("{}", repr(std::get<0>(outcomes)));
        auto later = co_await gather(create_task(coroutine, "later"), wait_for(coroutine, 1), return_exceptions);
        print("{} {}", repr(std::get<0>(later)), repr(std::get<1>(later)));
    });
    CHECK(program.raised == "");
    CHECK(program.out == std::vector<std::string>{"7", "RuntimeError('coroutine is being awaited already')",
                                                  "RuntimeError('cannot reuse already awaited coroutine') "
                                                  "RuntimeError('cannot reuse already awaited coroutine')"});
    CHECK(program.err == "");
}
