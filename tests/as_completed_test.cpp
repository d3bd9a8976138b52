#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

Coroutine<std::string> slow(std::string name, double delay) {
    co_await sleep(delay);
    co_return name;
}

}  // namespace

TEST_CASE("next() hands out the tasks themselves as they are done, then an empty one") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto a = create_task(slow("a", 2), "task a"), b = create_task(slow("b", 1), "task b");
        auto completed = as_completed(std::vector{a, b});
        while (auto task = co_await completed.next()) print("{}: {} {}", task.get_name(), task.result(), task == a);
        print("no more: {}", !co_await completed.next());
    });
    CHECK(program.out == Lines{"task b: b false", "task a: a true", "no more: true"});
}

TEST_CASE("next() gives a future as it was given, and the task made of a coroutine") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto future = get_running_loop().create_future<int>();
        future.set_result(4);
        auto futures = as_completed(std::vector{future});
        print("{}", co_await futures.next() == future);
        std::vector<Coroutine<std::string>> coroutines;
        coroutines.push_back(slow("c", 1));
        auto tasks = as_completed(std::move(coroutines));
        const auto task = co_await tasks.next();
        print("{} {}", task.get_name(), task.result());
    });
    CHECK(program.out == Lines{"true", "Task-2 c"});
}

TEST_CASE("next() raises TimeoutError for what is not done in time, and cancels nothing") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto quick = create_task(slow("quick", 1)), late = create_task(slow("late", 3));
        auto completed = as_completed(std::vector{quick, late}, 2);
        try {
            while (auto task = co_await completed.next()) print("{}", task.result());
        } catch (const TimeoutError&) {
            print("too late at {}", get_running_loop().time());
        }
        print("{}", co_await late);
    });
    CHECK(program.out == Lines{"quick", "too late at 2", "late"});
}

TEST_CASE("an exception stays in the task that next() gives") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto fails = []() -> Coroutine<int> { co_await sleep(1); throw ValueError("no"); };
        std::vector<Coroutine<int>> all;
        all.push_back(fails());
        auto completed = as_completed(std::move(all));
        const auto task = co_await completed.next();
        print("{}", repr(task.exception()));
    });
    CHECK(program.out == Lines{"ValueError('no')"});
}
