#include <memory>

#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

using Owned = std::unique_ptr<int>;

Coroutine<Owned> make(int number) {
    co_await sleep(0);
    if (number < 0) throw ValueError(number);
    co_return std::make_unique<int>(number);
}

std::vector<Coroutine<Owned>> two() {
    std::vector<Coroutine<Owned>> list;
    for (int number : {1, 2}) list.push_back(make(number));
    return list;
}

}  // namespace

TEST_CASE("a result that can only be moved goes to who awaits it, through whatever is in between") {
    const Ran program = ran_main([]() -> Coroutine<> {
        print("{}", *co_await wait_for(make(1), 1));
        print("{}", *co_await wait_for(create_task(make(2)), None()));
        print("{}", *co_await shield(make(3)));
        print("{}", *co_await shield(wait_for(make(4), 1)));
        for (auto next : as_completed(two())) print("{}", *co_await next);
        print("{}", *co_await to_thread([] { return std::make_unique<int>(5); }));
        print("{}", *co_await async_with(timeout(1), [] { return make(6); }));
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"1", "2", "3", "4", "1", "2", "5", "6"});
}

TEST_CASE("gather gives results that can only be moved, alone or in a list, and a list of them in a list") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto [first, second] = co_await gather(make(1), sleep(0, 2));
        print("{} {}", *first, second);
        const auto list = co_await gather(two());
        print("{} {}", *list[0], *list[1]);
        auto [lists, last] = co_await gather(gather(two()), gather(make(3)));
        print("{} {} {}", *lists[0], *lists[1], *std::get<0>(last));
        auto outcomes = co_await gather(std::array{make(4), make(-1)}, return_exceptions);
        const Owned fourth = std::move(outcomes[0].value());
        print("{} {}", *fourth, repr(outcomes[1].exception()));
        CHECK_THROWS_AS(outcomes[1].value(), ValueError);
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"1 2", "1 2", "1 2 3", "4 ValueError(-1)"});
}

TEST_CASE("run() and run_until_complete give a result that can only be moved; a task keeps it until somebody awaits it") {
    const Ran program = ran(Clock::virtual_time, [] {
        print("{}", *run(make(1)));
        const auto loop = new_event_loop();
        print("{}", *loop->run_until_complete(make(2)));
        const auto task = loop->create_task(make(3));
        loop->run_until_complete(wait({task}));
        print("{} {}", *task.result(), *task.result());
        print("{}", *loop->run_until_complete(task));
        CHECK(task.result() == nullptr);
        loop->close();
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"1", "2", "3 3", "3"});
}

TEST_CASE("a thread is given a result that can only be moved by the coroutine that it has run in the loop") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        print("{}", co_await to_thread([&loop] { return *run_coroutine_threadsafe(make(1), loop).result(); }));
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"1"});
}
