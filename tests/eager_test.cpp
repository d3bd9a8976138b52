#include <algorithm>

#include "catch.hpp"
#include "ran.hpp"
#include "visualizer/model/history.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

std::string current_name() {
    const AnyTask task = current_task();
    return task ? task.get_name() : "nobody";
}

Coroutine<int> at_once() {
    print("at once, in {}", current_name());
    co_return 7;
}

Coroutine<int> later() {
    print("begins in {}", current_name());
    co_await sleep(1);
    print("goes on in {}", current_name());
    co_return 8;
}

std::vector<trace::Kind> kinds(const trace::Log& log) {
    std::vector<trace::Kind> kinds;
    for (std::size_t i = 0; i < log.size(); ++i) kinds.push_back(log[i].kind);
    return kinds;
}

}  // namespace

TEST_CASE("an eager task that never suspends is done when create_task returns, and no handle was queued for it") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().set_task_factory(eager_task_factory);
        const auto task = create_task(at_once(), "quick");
        print("done: {}, result: {}", task.done(), task.result());
        print("now {}, all tasks: {}", current_name(), all_tasks().size());
        co_return;
    });
    CHECK(program.out == Lines{"at once, in quick", "done: True, result: 7", "now Task-1, all tasks: 1"});
    const auto all = kinds(*program.log);
    CHECK(std::count(all.begin(), all.end(), trace::Kind::push) == 2);   // main's first step, and run.stop
}

TEST_CASE("an eager task runs to its first suspension inside its creator's step; only then is it queued") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const auto task = create_task(later(), {.name = "eager", .eager_start = true});
        print("main goes on as {}", current_name());
        print("{}", co_await task);
    });
    CHECK(program.out == Lines{"begins in eager", "main goes on as Task-1", "goes on in eager", "8"});
}

TEST_CASE("eager tasks may make eager tasks, and await what is done without a turn of the loop") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().set_task_factory(eager_task_factory);
        auto chain = [](auto self, int n) -> Coroutine<int> {
            if (n == 0) co_return 0;
            co_return 1 + co_await create_task(self(self, n - 1));
        };
        print("{}", co_await create_task(chain(chain, 100)));
    });
    CHECK(program.out == Lines{"100"});
    const auto all = kinds(*program.log);
    CHECK(std::count(all.begin(), all.end(), trace::Kind::iter_begin) == 2);
}

TEST_CASE("an eager task's exception stays in it; it can be cancelled where it waits") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().set_task_factory(eager_task_factory);
        auto fails = []() -> Coroutine<> { throw ValueError("no"); co_return; };
        const auto failed = create_task(fails());
        print("{}", repr(failed.exception()));
        const auto waits = create_task(later());
        waits.cancel();
        try {
            co_await waits;
        } catch (const CancelledError&) {
            print("cancelled: {}", waits.cancelled());
        }
    });
    CHECK(program.out == Lines{"ValueError('no')", "begins in Task-3", "cancelled: True"});
}

TEST_CASE("an eager task has a copy of its creator's context") {
    static ContextVar<int> level("level", 0);
    const Ran program = ran_main([]() -> Coroutine<> {
        level.set(1);
        auto sets = []() -> Coroutine<> {
            print("inherits {}", level.get());
            level.set(2);
            co_return;
        };
        create_task(sets(), {.eager_start = true});
        print("keeps {}", level.get());
        Context own = copy_context();
        create_task(sets(), {.context = own, .eager_start = true});
        EnteredContext entered(own);
        print("shares {}", level.get());
        co_return;
    });
    CHECK(program.out == Lines{"inherits 1", "keeps 1", "inherits 1", "shares 2"});
}

TEST_CASE("a TaskGroup learns of an eager child's end at once: it queues no callback for it (Python 3.12)") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().set_task_factory(eager_task_factory);
        auto fails = []() -> Coroutine<> { throw ValueError("eagerly"); co_return; };
        co_await async_with(TaskGroup(), [](TaskGroup& group) -> Coroutine<> {
            print("{}", group.create_task(at_once()).result());
            co_return;
        });
        try {
            co_await async_with(TaskGroup(), [&](TaskGroup& group) -> Coroutine<> {
                group.create_task(fails());
                print("the body goes on, its owner is asked to cancel: {}", current_task().cancelling());
                co_await sleep(1);
                print("never");
            });
        } catch (const ExceptionGroup& group) {
            print("{}, {}", repr(group), current_task().cancelling());
        }
    });
    CHECK(program.out == Lines{"at once, in Task-2", "7", "the body goes on, its owner is asked to cancel: 1",
                               "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('eagerly')]), 0"});
    const auto all = kinds(*program.log);
    CHECK(std::count(all.begin(), all.end(), trace::Kind::push) == 3);   // main: first step, struck, run.stop
}

TEST_CASE("from a plain callback an eager task starts at once, too; in a loop that does not run it is queued") {
    const Ran program = ran(Clock::virtual_time, [] {
        auto loop = new_event_loop();
        loop->set_task_factory(eager_task_factory);
        const auto first = loop->create_task(at_once());
        print("not yet");
        loop->call_soon([] {
            create_task(at_once());
            print("in the callback runs {}", current_name());
        });
        loop->run_until_complete(first);
        loop->close();
    });
    CHECK(program.out == Lines{"not yet", "at once, in Task-1", "at once, in Task-2", "in the callback runs nobody"});
}

TEST_CASE("SystemExit of an eager task leaves create_task as it leaves a step") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto exits = []() -> Coroutine<> { throw KeyboardInterrupt(); co_return; };
        create_task(exits(), {.eager_start = true});
        co_return;
    });
    CHECK(program.raised == "KeyboardInterrupt()");
}

TEST_CASE("a task factory of one's own sees every coroutine, names tasks, and must return the task it was asked for") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.set_task_factory([](TaskRequest& request) {
            request.options.name = std::string(request.coroutine) + "!";
            return request.make();
        });
        print("{}", create_task(at_once()).get_name());
        co_await gather(at_once(), at_once());
        AnyTask other = current_task();
        loop.set_task_factory([other](TaskRequest&) { return other; });
        try {
            create_task(at_once());
        } catch (const TypeError& e) {
            print("{}", e.what());
        }
        loop.set_task_factory(nullptr);
        print("{}", create_task(at_once()).get_name());
    });
    CHECK(program.out == Lines{"at_once!", "at once, in at_once!", "at once, in at_once!", "at once, in at_once!",
                               "a task factory returns the task that it was asked for", "Task-5", "at once, in Task-5"});
    CHECK(program.err == "RuntimeWarning: coroutine 'at_once' was never awaited\n");
}

TEST_CASE("a task factory that refuses can close the coroutine, and nobody is warned of it") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().set_task_factory([](TaskRequest& request) -> AnyTask {
            request.close();
            throw RuntimeError("no tasks today");
        });
        auto coroutine = at_once();
        CHECK_THROWS_WITH(create_task(coroutine), "no tasks today");
        CHECK(coroutine.problem() == std::string("cannot reuse already awaited coroutine"));
        CHECK_THROWS_WITH(gather(at_once(), at_once()), "no tasks today");
        get_running_loop().set_task_factory([](TaskRequest& request) -> AnyTask {
            request.close();
            return request.make();
        });
        auto [outcome] = co_await gather(at_once(), return_exceptions);
        print("{}", repr(outcome));
        get_running_loop().set_task_factory(nullptr);
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"RuntimeError('cannot reuse already awaited coroutine')"});
    CHECK(program.err == "RuntimeWarning: coroutine 'at_once' was never awaited\n");   // gather's second
}

TEST_CASE("a task has the name it was asked for when its factory has returned it; one that starts eagerly from the beginning") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        bool eagerly = false;
        loop.set_task_factory([&](TaskRequest& request) {
            request.options.eager_start = eagerly;
            AnyTask task = request.make();
            print("made as {}", task.get_name());
            task.set_name("the factory's");
            return task;
        });
        auto named_task = create_task(later(), "given");
        print("returned as {}, then {}", named_task.get_name(), create_task(later()).get_name());
        eagerly = true;
        print("returned as {}", create_task(later(), "eager").get_name());
        loop.set_task_factory(nullptr);
        co_await sleep(2);
    });
    CHECK(program.out == Lines{"made as Task-2", "made as Task-3", "returned as given, then the factory's", "begins in eager",
                               "made as eager", "returned as the factory's", "begins in given", "begins in the factory's",
                               "goes on in the factory's", "goes on in given", "goes on in the factory's"});
}

TEST_CASE("create_eager_task_factory: a constructor of one's own makes the tasks, and each begins at once") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.set_task_factory(create_eager_task_factory([](TaskRequest& request) {
            print("makes {}, eagerly: {}", request.coroutine, request.options.eager_start.value());
            request.options.name = "custom";
            return request.make();
        }));
        const auto task = create_task(later());
        print("main goes on as {}", current_name());
        print("{}", co_await task);
        loop.set_task_factory(nullptr);
    });
    CHECK(program.out == Lines{"makes later, eagerly: True", "begins in custom", "main goes on as Task-1", "goes on in custom", "8"});
}

TEST_CASE("the model knows during an eager step who runs, and afterwards who goes on") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const auto task = create_task(later(), {.eager_start = true});
        print("main");
        co_await task;
    });
    using namespace awaitscope;
    State state;
    std::vector<std::pair<std::string, std::string>> who;
    for (std::size_t i = 0; i < program.log->size(); ++i) {
        fold(state, *program.log, (*program.log)[i]);
        if ((*program.log)[i].kind == Kind::out)
            who.emplace_back(program.log->text((*program.log)[i].text), name(state.running));
    }
    CHECK(who == std::vector<std::pair<std::string, std::string>>{
                     {"begins in Task-2", "Task-2"}, {"main", "Task-1"}, {"goes on in Task-2", "Task-2"}});
}
