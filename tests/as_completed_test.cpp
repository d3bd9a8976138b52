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
    CHECK(program.out == Lines{"task b: b False", "task a: a True", "no more: True"});
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
    CHECK(program.out == Lines{"True", "Task-2 c"});
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

TEST_CASE("the coroutines of as_completed can be taken by value, kept, and given to others") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const auto coroutines = [] {
            std::vector<Coroutine<std::string>> all;
            all.push_back(slow("a", 2));
            all.push_back(slow("b", 1));
            return all;
        };
        for (auto next : as_completed(coroutines())) print("{}", co_await next);
        for (auto& next : as_completed(coroutines())) print("{}", co_await next);
        for (auto&& next : as_completed(coroutines())) print("{}", co_await std::move(next));
        for (auto next : as_completed(coroutines())) print("{}", co_await create_task(std::move(next)));
        for (auto next : as_completed(coroutines())) print("{}", co_await wait_for(std::move(next), 5));
        std::vector<Coroutine<std::string>> kept;
        for (auto next : as_completed(coroutines())) kept.push_back(std::move(next));
        for (const auto& result : co_await gather(std::move(kept))) print("{}", result);
    });
    CHECK(program.out == Lines{"b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a"});
    CHECK(program.err == "");
}

TEST_CASE("a coroutine of as_completed that nobody awaits tells so, once") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto task = create_task(slow("a", 1));
        for (auto next : as_completed({task})) print("{}", task.done());
        co_await task;
    });
    CHECK(program.out == Lines{"False"});
    CHECK(program.err == "RuntimeWarning: coroutine '_wait_for_one' was never awaited\n");
}

TEST_CASE("wait takes its timeout and its return_when as they come") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto a = create_task(slow("a", 1)), b = create_task(slow("b", 4));
        const std::vector tasks{a, b};
        auto show = [](const auto& waited) { print("{} done at {}", waited.done.size(), get_running_loop().time()); };
        show(co_await wait(tasks, 0.5));
        show(co_await wait(tasks, {.timeout = 0.25}));
        show(co_await wait({a, b}, FIRST_COMPLETED));
        show(co_await wait({a, b}, std::chrono::milliseconds(500)));
        show(co_await wait(tasks, 1, FIRST_EXCEPTION));
        show(co_await wait({a, b}, 1, FIRST_COMPLETED));
        show(co_await wait(tasks, None(), FIRST_COMPLETED));
        Future<int> other = get_running_loop().create_future<int>();
        show(co_await wait({AnyFuture(b), AnyFuture(other)}, 1, FIRST_COMPLETED));
        show(co_await wait(tasks, {}));
    });
    CHECK(program.out == Lines{"0 done at 0.5", "0 done at 0.75", "1 done at 1", "1 done at 1.5", "1 done at 2.5", "1 done at 2.5",
                               "1 done at 2.5", "0 done at 3.5", "2 done at 4"});
}
