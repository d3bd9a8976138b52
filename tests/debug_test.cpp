#include <cstdlib>
#include <thread>

#include "catch.hpp"
#include "places.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

Coroutine<int> slow() {
    time::sleep(0.12);
    co_return 7;
}
Coroutine<> never() { co_return; }
Coroutine<> fails() { throw ValueError("no"); co_return; }
Coroutine<> waits(Future<> future) { co_await future; }
void bad() { throw KeyError("key"); }

/// What debug mode writes to standard error about main().
template <class F>
std::string reported(F main, bool debug = true) {
    return without_places(ran_main(main, {.debug = debug}).err);
}

/// The environment variable, for one test.
struct DebugVariable {
    explicit DebugVariable(const char* value) { setenv("PYTHONASYNCIODEBUG", value, 1); }
    ~DebugVariable() { unsetenv("PYTHONASYNCIODEBUG"); }
};

}  // namespace

TEST_CASE("debug mode reports a task's slow step by the task, as it is after the step") {
    const std::string err = reported([]() -> Coroutine<> {
        auto task = create_task(slow());
        co_await task;
    });
    CHECK(err == "Executing <Task finished name='Task-2' coro=<slow() done, defined at t.cpp:L1> result=7 created at t.cpp:L2> "
          "took 0.120 seconds\n");
}

TEST_CASE("debug mode reports slow callbacks by their handles, with the place where they were made") {
    const std::string err = reported([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.call_soon([] { time::sleep(0.11); });
        loop.call_later(0.5, named("tick", [] { time::sleep(0.2); }));
        loop.call_soon([] { time::sleep(0.09); });
        co_await sleep(1);
    });
    CHECK(err == "Executing <Handle <lambda>() created at t.cpp:L1> took 0.110 seconds\n"
          "Executing <TimerHandle when=0.5 tick() created at t.cpp:L2> took 0.200 seconds\n");
}

TEST_CASE("slow_callback_duration sets what slow is; without debug mode nothing is") {
    auto main = []() -> Coroutine<> {
        get_running_loop().slow_callback_duration = 1;
        co_await slow();
    };
    CHECK(reported(main) == "");
    CHECK(reported([]() -> Coroutine<> { co_await slow(); }, false) == "");
}

TEST_CASE("a callback that takes slow_callback_duration to the microsecond is slow as Python's floating point has it") {
    const std::string err = reported([]() -> Coroutine<> {
        co_await sleep(0.4);
        get_running_loop().call_soon(named("ends_at_half", [] { time::sleep(0.1); }));       // 0.5 - 0.4 < 0.1
        co_await sleep(0);
        get_running_loop().call_soon(named("ends_at_six_tenths", [] { time::sleep(0.1); })); // 0.6 - 0.5 < 0.1, too
        co_await sleep(0);
        time::sleep(0.4);
        co_await sleep(0);
        get_running_loop().call_soon(named("ends_later", [] { time::sleep(0.1); }));         // 1.1 - 1.0 >= 0.1
        co_await sleep(0);
    });
    CHECK(err.find("ends_at") == std::string::npos);
    CHECK(err.find("Executing <Handle ends_later() created at t.cpp:L") != std::string::npos);
}

TEST_CASE("debug mode tells where a coroutine was made that was never awaited") {
    auto main = []() -> Coroutine<> {
        co_await sleep(0);
        auto outer = []() -> Coroutine<> { static_cast<void>(never()); co_return; };
        co_await outer();
    };
    CHECK(reported(main) ==
          "RuntimeWarning: coroutine 'never' was never awaited\n"
          "Coroutine created at (most recent call last)\n"
          "  File \"t.cpp\", line L1, in operator()\n"
          "  File \"t.cpp\", after line L2, in operator()\n"
          "Coroutine defined at t.cpp:L3\n");
    CHECK(reported(main, false) == "RuntimeWarning: coroutine 'never' was never awaited\n");
}

TEST_CASE("an exception that was never retrieved is reported with its task; in debug mode also where that was made") {
    auto main = []() -> Coroutine<> {
        create_task(fails(), "f");
        co_await sleep(0);
        auto future = get_running_loop().create_future<int>();
        future.set_exception(ValueError());
    };
    CHECK(reported(main, false) ==
          "Task exception was never retrieved\n"
          "future: <Task finished name='f' coro=<fails() done, defined at t.cpp:L1> exception=ValueError('no')>\n"
          "ValueError: no\n"
          "Future exception was never retrieved\n"
          "future: <Future finished exception=ValueError()>\n"
          "ValueError\n");
    CHECK(reported(main) ==
          "Task exception was never retrieved\n"
          "future: <Task finished name='f' coro=<fails() done, defined at t.cpp:L1> exception=ValueError('no') created at t.cpp:L2>\n"
          "source_traceback: Object created at (most recent call last):\n"
          "  File \"t.cpp\", line L2, in operator()\n"
          "ValueError: no\n"
          "Future exception was never retrieved\n"
          "future: <Future finished exception=ValueError() created at t.cpp:L3>\n"
          "source_traceback: Object created at (most recent call last):\n"
          "  File \"t.cpp\", line L3, in operator()\n"
          "ValueError\n");
}

TEST_CASE("a task that is destroyed while pending is reported with the place where it was made") {
    const Ran program = ran(Clock::virtual_time, [] {
        auto loop = new_event_loop();
        loop->set_debug(true);
        auto gives_way = []() -> Coroutine<> { for (;;) co_await sleep(0); };
        loop->create_task(gives_way(), "w");
        loop->run_until_complete(sleep(0));
        loop->close();
    });
    CHECK(without_places(program.err) ==
          "Task was destroyed but it is pending!\n"
          "source_traceback: Object created at (most recent call last):\n"
          "  File \"t.cpp\", line L1, in operator()\n"
          "task: <Task pending name='w' coro=<operator()() running at t.cpp:L2> created at t.cpp:L1>\n");
}

TEST_CASE("an exception in a callback is reported with the handle") {
    const std::string err = reported([]() -> Coroutine<> {
        get_running_loop().call_soon(named("bad", bad));
        co_await sleep(0);
    });
    CHECK(err == "Exception in callback bad()\n"
          "handle: <Handle bad() created at t.cpp:L1>\n"
          "source_traceback: Object created at (most recent call last):\n"
          "  File \"t.cpp\", line L1, in operator()\n"
          "KeyError: 'key'\n");
}

TEST_CASE("debug mode refuses what another thread asks of the loop, except call_soon_threadsafe") {
    const std::string refusal = "Non-thread-safe operation invoked on an event loop other than the current one";
    Lines refused;
    const auto note = [&](auto call) {
        try {
            call();
            refused.push_back("");
        } catch (const RuntimeError& e) {
            refused.push_back(e.what());
        }
    };
    bool done_callback = false;
    const Ran program = ran(Clock::real_time, [&] {
        run([](auto& note, bool& done_callback) -> Coroutine<> {
            Loop& loop = get_running_loop();
            auto future = loop.create_future();
            future.add_done_callback([&](const AnyFuture&) { done_callback = true; });
            std::thread([&] {
                note([&] { loop.call_soon([] {}); });
                note([&] { loop.call_later(1, [] {}); });
                note([&] { loop.create_task(never()); });
                note([&] { loop.call_soon_threadsafe([] {}); });
                note([&] { future.set_result(); });
            }).join();
            co_await sleep(0);
        }(note, done_callback), {.debug = true});
    });
    CHECK(refused == Lines{refusal, refusal, refusal, "", refusal});
    CHECK_FALSE(done_callback);
}

TEST_CASE("debug mode refuses coroutine functions where a function is to be called, in a thread, too") {
    const auto refused = [](bool debug) {
        return ran_main([]() -> Coroutine<> {
            Loop& loop = get_running_loop();
            try {
                loop.call_soon_threadsafe(never).cancel();
                print("a coroutine that nobody awaits");
            } catch (const TypeError& e) {
                print(e);
            }
            try {
                static_cast<void>(co_await loop.run_in_executor(None(), never));
                print("a coroutine that nobody awaits");
            } catch (const TypeError& e) {
                print(e);
            }
        }, {.debug = debug}).out;
    };
    CHECK(refused(true) == Lines{"coroutines cannot be used with call_soon_threadsafe()", "coroutines cannot be used with run_in_executor()"});
    CHECK(refused(false) == Lines(2, "a coroutine that nobody awaits"));
}

TEST_CASE("a loop that does not run takes calls from any thread, also in debug mode") {
    auto loop = new_event_loop();
    loop->set_debug(true);
    int called = 0;
    std::thread([&] { loop->call_soon([&] { ++called; loop->stop(); }); }).join();
    loop->run_forever();
    loop->close();
    CHECK(called == 1);
}

TEST_CASE("set_debug may be called at any time: from then on things remember where they were made") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto before = loop.create_future();
        loop.set_debug(true);
        auto after = loop.create_future();
        print("{}", without_places(repr(before)));
        print("{}", without_places(repr(after)));
        loop.set_debug(false);
        print("{} {}", loop.get_debug(), repr(after));
        co_return;
    });
    CHECK(program.out == Lines{"<Future pending>", "<Future pending created at t.cpp:L1>", "False <Future pending>"});
}

TEST_CASE("PYTHONASYNCIODEBUG puts new loops into debug mode, unless run() is told otherwise") {
    auto debugs = []() -> Coroutine<bool> { co_return get_running_loop().get_debug(); };
    CHECK_FALSE(run(debugs()));
    {
        DebugVariable variable("1");
        CHECK(run(debugs()));
        CHECK_FALSE(run(debugs(), {.debug = false}));
    }
    DebugVariable variable("");
    CHECK_FALSE(run(debugs()));
    CHECK(run(debugs(), {.debug = true}));
}

TEST_CASE("repr of tasks and futures: state, name, coroutine, what it waits for, outcome and callbacks") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto future = loop.create_future<std::vector<int>>();
        for (int i = 0; i < 4; ++i) future.add_done_callback(named("note" + std::to_string(i), [](const AnyFuture&) {}));
        print("{}", repr(future));
        future.set_result(std::vector{1, 2, 3, 4, 5, 6, 7});
        print("{}", repr(future));
        auto task = create_task(waits(loop.create_future()), "w");
        print("{}", without_places(repr(task)));
        co_await sleep(0);
        task.cancel();
        print("{}", without_places(repr(task)));
        co_await wait(std::vector{task});
        print("{}", without_places(repr(task)));
        auto text = loop.create_future<std::string>();
        text.set_result("0123456789 0123456789 0123456789");
        print("{}", repr(text));
        auto handle = loop.call_later(2.5, named("f", [] {}));
        print("{}", repr(handle));
        handle.cancel();
        print("{}", repr(handle));
    });
    CHECK(program.out == Lines{
        "<Future pending cb=[note0(), <2 more>, note3()]>",
        "<Future finished result=[1, 2, 3, 4, 5, 6, ...]>",
        "<Task pending name='w' coro=<waits() running at t.cpp:L1>>",
        "<Task cancelling name='w' coro=<waits() running at t.cpp:L1> wait_for=<Future cancelled>>",
        "<Task cancelled name='w' coro=<waits() done, defined at t.cpp:L1>>",
        "<Future finished result='0123456789 0...89 0123456789'>",
        "<TimerHandle when=2.5 f()>",
        "<TimerHandle cancelled when=2.5>"});
}

TEST_CASE("get_stack gives the place of a task's own coroutine; print_stack writes it as a traceback") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto outer = [](auto future) -> Coroutine<> { co_await waits(future); };
        auto task = create_task(outer(get_running_loop().create_future()), "w");
        co_await sleep(0);
        print("{} {}", task.get_stack().size(), task.get_stack()[0].function);
        print("{} {}", task.get_stack(1).size(), task.get_stack(0).size());
        task.print_stack(5);
        task.cancel();
        co_await wait(std::vector{task});
        task.print_stack();
    });
    CHECK(program.out == Lines{"1 operator()", "1 0"});
    CHECK(without_places(program.err) ==
          "Stack for <Task pending name='w' coro=<operator()() running at t.cpp:L1> wait_for=<Future pending "
          "cb=[Task.task_wakeup()]>> (most recent call last):\n"
          "  File \"t.cpp\", line L1, in operator()\n"
          "No stack for <Task cancelled name='w' coro=<operator()() done, defined at t.cpp:L1>>\n");
}

TEST_CASE("notes go along where an OSError becomes one of its kind") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const auto opens = []() -> Coroutine<> {
            co_await sleep(0);
            try {
                throw OSError(ENOENT, "No such file or directory");
            } catch (OSError& error) {
                error.add_note("write it first");
                throw;
            }
        };
        try {
            co_await opens();
        } catch (const FileNotFoundError& error) {
            CHECK(error.notes() == Lines{"write it first"});
            print("not found");
        }
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"not found"});
}

TEST_CASE("an exception's notes are written below it, wherever it is reported") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().call_soon(named("job", [] {
            try {
                throw ValueError("no");
            } catch (ValueError& error) {
                error.add_note("while reading a.txt");
                error.add_note("which is no file");
                CHECK(error.notes() == Lines{"while reading a.txt", "which is no file"});
                throw;
            }
        }));
        co_await sleep(0);
    });
    CHECK(program.err == "Exception in callback job()\nhandle: <Handle job()>\nValueError: no\n"
          "while reading a.txt\nwhich is no file\n");
}

TEST_CASE("a task in the library's own code stands where the program called that, or nowhere") {
    int called = 0;
    const Ran program = ran_main([&]() -> Coroutine<> {
        called = __LINE__ + 1;
        co_await to_thread([] {});
        co_await create_task(to_thread([] {}));
    });
    std::vector<std::int64_t> waits, begins;
    for (std::size_t i = 0; i < program.log->size(); ++i) {
        const trace::Event event = (*program.log)[i];
        if (event.kind == trace::Kind::suspend) waits.push_back(event.value);
        if (event.kind == trace::Kind::task_new && program.log->text(event.text) == "to_thread") begins.push_back(event.value);
    }
    CHECK(waits == std::vector<std::int64_t>{called, called + 1, 0});
    CHECK(begins == std::vector<std::int64_t>{0});
}
