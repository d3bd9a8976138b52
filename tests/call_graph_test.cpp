#include "catch.hpp"
#include "places.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

std::string graph;   // as captured deep inside

void plain_function() { graph = format_call_graph(); }

Coroutine<> inner() {
    plain_function();
    co_return;
}

Coroutine<> middle() { co_await inner(); }

Coroutine<> waits(Future<> future) { co_await future; }

Coroutine<> main_awaits_child() {
    auto child = create_task(middle(), "child");
    co_await child;
}

}  // namespace

TEST_CASE("the call graph of the running task: its frames from the caller on, innermost first, and who awaits it") {
    ran_main(main_awaits_child);
    CHECK(without_places(graph) == R"(* Task(name='child', id=0x2)
  + Call stack:
  |   File 't.cpp', line L1, in plain_function()
  |   File 't.cpp', after line L2, in async inner()
  |   File 't.cpp', line L3, in async middle()
  + Awaited by:
    * Task(name='Task-1', id=0x1)
      + Call stack:
      |   File 't.cpp', line L4, in async main_awaits_child())");
}

TEST_CASE("a coroutine that looks at itself stands exactly where it looks") {
    std::vector<Frame> stack;
    std::uint32_t line = 0;
    ran_main([&]() -> Coroutine<> {
        co_await sleep(0);
        stack = capture_call_graph()->call_stack; line = __LINE__;
    });
    REQUIRE(stack.size() == 1);
    CHECK(stack[0].line == line);
    CHECK_FALSE(stack[0].is_later);
}

TEST_CASE("tasks that wait through gather, wait and shield await what those are made of") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto future = get_running_loop().create_future();
        auto work = create_task(waits(future), "work");
        auto gathers = create_task([](auto work) -> Coroutine<> { co_await gather(work, sleep(9)); }(work), "gathers");
        auto shields = create_task([](auto work) -> Coroutine<> { co_await shield(work); }(work), "shields");
        auto waiting = create_task([](auto work) -> Coroutine<> { co_await wait(std::vector{work}); }(work), "waits");
        co_await sleep(1);
        const auto graph = capture_call_graph(work);
        for (const FutureCallGraph& by : graph->awaited_by)
            print("{}", AnyTask(static_cast<TaskState*>(by.future.state())).get_name());
        print("{}", format_call_graph(future, 0));
        future.set_result();
        co_await work;
    });
    CHECK(program.out == Lines{"gathers", "shields", "waits", "* Future(user)", "  + Awaited by:",
                               "    * Task(name='work', id=0x2)", "      + Awaited by:",
                               "        * Task(name='gathers', id=0x3)", "        * Task(name='shields', id=0x4)",
                               "        * Task(name='waits', id=0x5)"});
}

TEST_CASE("limit keeps the innermost frames, or the outermost if it is negative") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto future = get_running_loop().create_future();
        auto outer = [](auto future) -> Coroutine<> { co_await waits(future); };
        auto task = create_task(outer(future));
        co_await sleep(0);
        for (int limit : {1, -1, 0, 9}) {
            std::string names;
            const auto graph = capture_call_graph(task, limit);
            for (const Frame& frame : graph->call_stack) names += frame.function + std::string(" ");
            print("{}: {}", limit, names);
        }
        future.set_result();
        co_await task;
    });
    CHECK(program.out == Lines{"1: waits ", "-1: operator() ", "0: ", "9: waits operator() "});
}

TEST_CASE("in a plain callback there is no task to look at, outside of a loop it is an error") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().call_soon([] { print("{}", capture_call_graph().has_value()); });
        co_await sleep(0);
    });
    CHECK(program.out == Lines{"False"});
    CHECK_THROWS_AS(capture_call_graph(), RuntimeError);
}

TEST_CASE("the task table names who stands where and who awaits whom") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto future = get_running_loop().create_future();
        auto task = create_task([](auto future) -> Coroutine<> { co_await waits(future); }(future), "w");
        get_running_loop().call_later(1, [&] {
            print("{}", format_task_table());
            future.set_result();
        });
        co_await task;
    });
    CHECK(program.out == Lines{
        "task id  task name  coroutine stack      awaiter chain  awaiter name  awaiter id",
        "--------------------------------------------------------------------------------",
        "0x1      Task-1     operator()                                        0x0",
        "0x2      w          waits -> operator()  operator()     Task-1        0x1"});
}

TEST_CASE("the task tree: under a task its coroutines, under the innermost the tasks that it awaits") {
    std::string tree;
    ran_main([&]() -> Coroutine<> {
        get_running_loop().call_later(1, [&] { tree = format_task_tree(); });
        auto leaf = [](double delay) -> Coroutine<> { co_await sleep(delay); };
        auto lonely = create_task(leaf(2), "lonely");
        auto a = create_task(leaf(2), "a"), b = create_task(leaf(3), "b");
        co_await gather(a, b);
    });
    CHECK(without_places(tree) == R"(└── (T) Task-1
    └──  operator() t.cpp:L1
        ├── (T) a
        │   └──  operator() t.cpp:L2
        └── (T) b
            └──  operator() t.cpp:L2
└── (T) lonely
    └──  operator() t.cpp:L2)");
}

TEST_CASE("tasks that wait for each other are a cycle, which the tree names and the graph tells once") {
    const Ran program = ran_main([]() -> Coroutine<> {
        std::vector<Task<>> both(2);
        auto other = [&](std::size_t i) -> Coroutine<> { co_await both[i]; };
        both[0] = create_task(other(1), "a");
        both[1] = create_task(other(0), "b");
        co_await sleep(1);
        print("{}", format_task_tree());
        print("{}", capture_call_graph(both[0], 0)->awaited_by.at(0).awaited_by.size());
    });
    CHECK(program.out == Lines{"ERROR: await-graph contains cycles - cannot print a tree!", "", "cycle: a → b → a", "0"});
    CHECK(program.raised == "RecursionError('maximum recursion depth exceeded')");   // run() cancels them; so in CPython
}

TEST_CASE("future_add_to_awaited_by names who waits in a way that the loop does not see, until it is discarded") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto future = loop.create_future();
        auto work = create_task(waits(future), "work");
        auto other = create_task(waits(future), "other");
        auto whole = loop.create_future();
        co_await sleep(0);
        future_add_to_awaited_by(work, other);
        future_add_to_awaited_by(work, other);
        future_add_to_awaited_by(work, whole);
        future_add_to_awaited_by(whole, current_task());
        print("{}", format_call_graph(work, 0));
        future_discard_from_awaited_by(work, other);
        future_discard_from_awaited_by(work, other);
        future_discard_from_awaited_by(whole, current_task());
        print("{}", format_call_graph(work, 0));
        future_add_to_awaited_by(other, work);
        future_add_to_awaited_by(work, other);
        print("{}", capture_call_graph(work)->awaited_by.size());
        print("{}", format_task_tree());
        future.set_result();
        co_await work;
        future_add_to_awaited_by(work, other);
        print("{}", capture_call_graph(work)->awaited_by.size());
    });
    CHECK(program.out == Lines{"* Task(name='work', id=0x2)", "  + Awaited by:", "    * Task(name='other', id=0x3)", "    * Future(user)",
                               "      + Awaited by:", "        * Task(name='Task-1', id=0x1)",
                               "* Task(name='work', id=0x2)", "  + Awaited by:", "    * Future(user)",
                               "2", "ERROR: await-graph contains cycles - cannot print a tree!", "", "cycle: work → other → work", "0"});
}

TEST_CASE("what future_add_to_awaited_by has noted goes with the loop, and what is awaited is still told of when it is lost") {
    const Ran program = ran(Clock::virtual_time, [] {
        auto held = std::make_shared<int>(7);
        const std::weak_ptr<int> innermost = held;
        auto loop = new_event_loop();
        auto future = loop->create_future();
        future.add_done_callback([held = std::move(held)](Future<>) {});
        future_add_to_awaited_by(future, loop->create_future());
        future = {};
        loop->close();
        CHECK(innermost.expired());
    });
    CHECK(program.raised == "");
}

TEST_CASE("a task of a group is awaited by the task whose group it is, as long as it runs") {
    const Ran program = ran_main([]() -> Coroutine<> {
        co_await async_with(TaskGroup(), [](TaskGroup& group) -> Coroutine<> {
            const auto shown = [](std::string what) -> Coroutine<> {
                print("{} {}", what, format_call_graph(current_task(), 0));
                co_return;
            };
            const auto done = group.create_task(shown("first"), "first");
            co_await done;
            print("{}", format_call_graph(done, 0));
            group.create_task(shown("second"), "second");
        });
    });
    CHECK(program.out == Lines{"first * Task(name='first', id=0x2)", "  + Awaited by:", "    * Task(name='Task-1', id=0x1)",
                               "* Task(name='first', id=0x2)",
                               "second * Task(name='second', id=0x3)", "  + Awaited by:", "    * Task(name='Task-1', id=0x1)"});
}
