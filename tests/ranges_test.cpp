#include <array>
#include <deque>
#include <list>
#include <map>
#include <ranges>
#include <set>
#include <span>
#include <unordered_set>

#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

Coroutine<int> after(int seconds) {
    co_await sleep(seconds);
    co_return seconds;
}
Coroutine<int> fails() { throw ValueError("no"); co_return 0; }

/// Coroutines can only be moved: no initializer list makes this.
template <class C>
C coroutines(std::initializer_list<int> seconds) {
    C all;
    for (const int n : seconds) all.push_back(after(n));
    return all;
}

template <class Results>
std::string shown(const Results& results) {
    std::string text;
    for (const auto& result : results) text += std::to_string(result) + " ";
    return text;
}

/// What it prints, if nothing else is written.
template <class F>
Lines printed(F main) {
    const Ran program = ran_main(main);
    CHECK(program.err == "");
    CHECK(program.raised == "");
    return program.out;
}

}  // namespace

TEST_CASE("gather takes tasks from any range, in the range's order") {
    CHECK(printed([]() -> Coroutine<> {
        auto a = create_task(after(3)), b = create_task(after(1)), c = create_task(after(2));
        const std::list<Task<int>> list{a, b, c};
        print("{}", shown(co_await gather(list)));
        print("{}", shown(co_await gather(std::array{c, b})));
        print("{}", shown(co_await gather(std::deque{b, a})));
        const std::vector all{a, b, c};
        print("{}", shown(co_await gather(std::span(all).first(2))));
        const auto is_late = [](const Task<int>& task) { return task.result() > 1; };
        print("{}", shown(co_await gather(all | std::views::filter(is_late))));
        print("{}", shown(co_await gather(all | std::views::reverse)));
        const std::map<std::string, Task<int>> by_name{{"x", c}, {"y", a}};
        print("{}", shown(co_await gather(by_name | std::views::values)));
        print("{} {}", (co_await gather(std::unordered_set{a, b})).size(), (co_await gather(std::set{a, b, a})).size());
    }) == Lines{"3 1 2 ", "2 1 ", "1 3 ", "3 1 ", "3 2 ", "2 1 3 ", "2 3 ", "2 2"});
}

TEST_CASE("gather takes coroutines out of any range, and makes them tasks in its order") {
    CHECK(printed([]() -> Coroutine<> {
        print("{}", shown(co_await gather(coroutines<std::list<Coroutine<int>>>({2, 1}))));
        auto kept = coroutines<std::deque<Coroutine<int>>>({3, 2, 1});
        print("{}", shown(co_await gather(kept | std::views::drop(1))));
        print("{}", shown(co_await gather(kept | std::views::take(1))));
        auto spanned = coroutines<std::vector<Coroutine<int>>>({2, 3});
        print("{}", shown(co_await gather(std::span(spanned))));
        print("{}", shown(co_await gather(std::array{after(1), after(2)})));
        print("{}", shown(co_await gather(std::views::iota(1, 4) | std::views::transform(after))));
    }) == Lines{"2 1 ", "2 1 ", "3 ", "2 3 ", "1 2 ", "1 2 3 "});
}

TEST_CASE("gather of a range gives exceptions as results, if asked to") {
    CHECK(printed([]() -> Coroutine<> {
        auto a = create_task(after(1)), b = create_task(fails());
        const std::list tasks{a, b};
        print("{}", repr(co_await gather(tasks, return_exceptions)));
        print("{}", repr(co_await gather(return_exceptions, tasks | std::views::reverse)));
    }) == Lines{"[1, ValueError('no')]", "[ValueError('no'), 1]"});
}

TEST_CASE("tasks that a range only refers to stay where they are") {
    CHECK(printed([]() -> Coroutine<> {
        std::vector tasks{create_task(after(1)), create_task(after(2))};
        co_await gather(std::span(tasks));
        co_await wait(tasks | std::views::drop(0));
        for (auto next : as_completed(std::views::all(tasks))) co_await next;
        print("{} {}", tasks[0].result(), tasks[1].result());
    }) == Lines{"1 2"});
}

TEST_CASE("wait takes any range of futures, and what it gave") {
    CHECK(printed([]() -> Coroutine<> {
        std::set<Task<int>> tasks;
        for (const int n : {1, 2, 3, 4}) tasks.insert(create_task(after(n)));
        auto [done, pending] = co_await wait(tasks, FIRST_COMPLETED);
        print("{} done, {} pending", done.size(), pending.size());
        const std::unordered_set<Task<int>> left(pending.begin(), pending.end());
        std::tie(done, pending) = co_await wait(left, 1);
        print("{} done, {} pending", done.size(), pending.size());
        std::tie(done, pending) = co_await wait(std::list(pending.begin(), pending.end()), 5, FIRST_COMPLETED);
        print("{} done, {} pending", done.size(), pending.size());
        const auto is_left = [](const Task<int>& task) { return !task.done(); };
        std::tie(done, pending) = co_await wait(tasks | std::views::filter(is_left), {});
        print("{} done, {} pending at {}", done.size(), pending.size(), get_running_loop().time());
    }) == Lines{"1 done, 3 pending", "1 done, 2 pending", "1 done, 1 pending", "1 done, 0 pending at 4"});
}

TEST_CASE("wait gives what it was given in the range's order, each once") {
    CHECK(printed([]() -> Coroutine<> {
        auto a = create_task(after(1)), b = create_task(after(2));
        const auto [done, pending] = co_await wait(std::list{b, a, b});
        print("{} {}", done.size(), done[0] == b && done[1] == a);
    }) == Lines{"2 True"});
}

TEST_CASE("wait refuses coroutines and nothing at all, in whatever range") {
    const Ran empty = ran_main([]() -> Coroutine<> { co_await wait(std::set<Task<>>()); });
    CHECK(empty.raised == "ValueError('Set of Tasks/Futures is empty.')");
    CHECK(ran_main([]() -> Coroutine<> {
        auto given = coroutines<std::list<Coroutine<int>>>({1});
        try {
            co_await wait(given);
        } catch (const TypeError&) {
            given.front().close();
            throw;
        }
    }).raised == "TypeError('Passing coroutines is forbidden, use tasks explicitly.')");
}

TEST_CASE("as_completed takes any range, of tasks or of coroutines") {
    CHECK(printed([]() -> Coroutine<> {
        std::string order;
        const std::set tasks{create_task(after(2)), create_task(after(1))};
        for (auto next : as_completed(tasks)) order += std::to_string(co_await next) + " ";
        for (auto next : as_completed(coroutines<std::list<Coroutine<int>>>({3, 1, 2})))
            order += std::to_string(co_await next) + " ";
        for (auto next : as_completed(std::views::iota(1, 3) | std::views::transform(after), 5))
            order += std::to_string(co_await next) + " ";
        print("{}", order);
    }) == Lines{"1 2 1 2 3 1 2 "});
}

TEST_CASE("what is no awaitable is refused in a range as elsewhere") {
    const Ran program = ran_main([]() -> Coroutine<> { co_await gather(std::list{1, 2}); });
    CHECK(program.raised == "TypeError('An asyncio.Future, a coroutine or an awaitable is required')");
}
