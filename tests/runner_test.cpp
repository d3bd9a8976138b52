#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <latch>
#include <sstream>

#include "catch.hpp"
#include "ran.hpp"
#include "runtime/trace/jsonl.hpp"
#include "runtime/trace/reader.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

ContextVar<int> level("level", 0);

/// Rings again in each turn, and counts.
struct Bell {
    int rung = 0;
    void ring() {
        print("ring {}", ++rung);
        get_running_loop().call_soon([this] { ring(); });
    }
};

/// SIGINT as a fresh process has it; the test framework has a handler of its own.
class FreshSigint {
public:
    FreshSigint() : before_(signal(SIGINT, SIG_DFL)) {}
    ~FreshSigint() { signal(SIGINT, before_); }
    static bool untouched() {
        auto now = signal(SIGINT, SIG_DFL);
        return now == SIG_DFL;
    }

private:
    void (*before_)(int);
};

Coroutine<> cleaning_up(int& cancelled) {
    try {
        co_await sleep(3600);
    } catch (const CancelledError&) {
        ++cancelled;
        throw;
    }
}

}  // namespace

TEST_CASE("what main leaves in the ready queue runs on for four turns while run() cleans up, unrecorded") {
    Bell bell;
    const Ran program = ran_main([&]() -> Coroutine<> {
        get_running_loop().call_soon([&] { bell.ring(); });
        co_return;
    });
    CHECK(program.out == Lines{"ring 1", "ring 2", "ring 3", "ring 4", "ring 5"});
    int turns = 0;
    for (std::size_t i = 0; i < program.log->size(); ++i)
        if ((*program.log)[i].kind == trace::Kind::iter_begin) ++turns;
    CHECK(turns == 2);
}

TEST_CASE("a task that begins while run() cleans up has no number, but prints; what was recorded can be read again") {
    auto late = []() -> Coroutine<> {
        print("late");
        co_return;
    };
    std::vector<Task<>> made;
    const Ran program = ran_main([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.call_soon([&] { loop.call_soon([&] { made.push_back(create_task(late())); }); });
        co_return;
    });
    CHECK(program.out == Lines{"late"});
    std::string text;
    for (std::size_t i = 0; i < program.log->size(); ++i) text += trace::to_json(*program.log, (*program.log)[i]) + "\n";
    CHECK(text.find(R"({"ev":"out","text":"late","by":"Task-0"})") != text.npos);
    trace::Log read;
    std::istringstream lines(text);
    CHECK(trace::read_jsonl(lines, read).problem == "");
    CHECK(read.size() == program.log->size());
}

TEST_CASE("a job that still runs when main has been cleaned up may yet call into the loop: run() serves it") {
    for (Clock clock : {Clock::virtual_time, Clock::real_time}) {
        int got = 0;
        std::latch cleaned_up(1);
        const Ran program = ran(clock, [&] {
            run([](Clock clock, int& got, std::latch& cleaned_up) -> Coroutine<> {
                Loop& loop = get_running_loop();
                loop.run_in_executor(nullptr, [&, clock] {
                    if (clock == Clock::real_time) cleaned_up.wait();
                    else time::sleep(1);
                    auto answer = [](int n) -> Coroutine<int> {
                        co_await sleep(0);
                        co_return n;
                    };
                    got = run_coroutine_threadsafe(answer(42), loop).result();
                });
                auto leftover = create_task([](std::latch& cleaned_up) -> Coroutine<> {
                    try {
                        co_await sleep(3600);
                    } catch (const CancelledError&) {
                        cleaned_up.count_down();
                        throw;
                    }
                }(cleaned_up));
                co_await sleep(0);
            }(clock, got, cleaned_up));
        });
        CHECK(program.raised == "");
        CHECK(got == 42);
    }
}

TEST_CASE("shutdown_default_executor waits for the jobs and refuses new ones") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.run_in_executor(nullptr, [] {
            time::sleep(2);
            print("job ends");
        });
        co_await loop.shutdown_default_executor();
        print("at {}", loop.time());
        try {
            loop.run_in_executor(nullptr, [] {});
        } catch (const RuntimeError& e) {
            print("{}", e.what());
        }
    });
    CHECK(program.out == Lines{"job ends", "at 2", "Executor shutdown has been called"});
}

TEST_CASE("shutdown_default_executor with a timeout warns when it is over, and does not wait for the jobs (Python 3.12)") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.run_in_executor(nullptr, [] {
            time::sleep(2);
            print("job ends");
        });
        co_await loop.shutdown_default_executor(0.5);
        print("at {}", loop.time());
        try {
            loop.run_in_executor(nullptr, [] {});
        } catch (const RuntimeError& e) {
            print("{}", str(e));
        }
        co_await loop.shutdown_default_executor(10);
        print("at {}", loop.time());
    });
    CHECK(program.out == Lines{"at 0.5", "Executor shutdown has been called", "job ends", "at 2"});
    CHECK(program.err == "RuntimeWarning: The executor did not finishing joining its threads within 0.5 seconds.\n");
}

TEST_CASE("jobs for which shutdown_default_executor has not waited go on, and the loop's close() waits for them") {
    std::latch given_up(1);
    bool ended = false;
    const Ran program = ran(Clock::real_time, [&] {
        Counted<Loop> loop = new_event_loop();
        auto shut_down = [&]() -> Coroutine<> {
            loop->run_in_executor(nullptr, [&] {
                given_up.wait();
                ended = true;
            });
            co_await loop->shutdown_default_executor(0.001);
        };
        loop->run_until_complete(shut_down());
        CHECK(!ended);
        given_up.count_down();
        loop->close();
        CHECK(ended);
    });
    CHECK(program.err == "RuntimeWarning: The executor did not finishing joining its threads within 0.001 seconds.\n");
}

TEST_CASE("several may wait for the default executor's end, and one of them may give up") {
    std::latch given_up(1);
    for (Clock clock : {Clock::virtual_time, Clock::real_time}) {
        const Ran program = ran(clock, [&] {
            run([](Clock clock, std::latch& given_up) -> Coroutine<> {
                Loop& loop = get_running_loop();
                loop.run_in_executor(nullptr, [&, clock] { clock == Clock::real_time ? given_up.wait() : time::sleep(2); });
                auto first = create_task(loop.shutdown_default_executor()), second = create_task(loop.shutdown_default_executor());
                auto third = create_task(loop.shutdown_default_executor());
                co_await sleep(0);
                second.cancel();
                co_await wait({second});
                if (clock == Clock::real_time) given_up.count_down();
                co_await gather(first, third);
                print("{} {} {}", first.done(), second.cancelled(), third.done());
            }(clock, given_up));
        });
        CHECK(program.out == Lines{"True True True"});
        CHECK(program.raised == "");
    }
}

TEST_CASE("set_default_executor: to_thread uses the pool that the loop was given") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.set_default_executor(std::make_shared<ThreadPoolExecutor>(1));
        auto job = [](const char* name) {
            time::sleep(1);
            print("{}", name);
        };
        co_await gather(to_thread(job, "a"), to_thread(job, "b"));   // one worker: one after the other
        print("at {}", loop.time());
    });
    CHECK(program.out == Lines{"a", "b", "at 2"});
}

TEST_CASE("a pool may be given to the loop as it is; it takes no jobs of others any more") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        ThreadPoolExecutor pool(1);
        loop.set_default_executor(std::move(pool));
        CHECK_THROWS_AS(pool.submit([] {}), RuntimeError);
        pool.shutdown();
        bool over = false;
        pool.shutdown_then([&over] { over = true; });
        CHECK(over);
        auto first = loop.run_in_executor(nullptr, [] { time::sleep(1); });
        auto second = loop.run_in_executor(nullptr, [] { time::sleep(1); });
        co_await gather(first, second);
        print("{}", loop.time());
        loop.set_default_executor(ThreadPoolExecutor(2));
        co_await gather(to_thread([] { time::sleep(1); }), to_thread([] { time::sleep(1); }));
        print("{}", loop.time());
    });
    CHECK(program.out == std::vector<std::string>{"2", "3"});
}

TEST_CASE("a pool's map takes any range, and its results come in that order") {
    const Ran program = ran_main([]() -> Coroutine<> {
        ThreadPoolExecutor pool(3);
        const auto square = [](int n) {
            time::sleep(4 - n);
            return n * n;
        };
        const auto not_two = [](int n) { return n != 2; };
        for (const int n : pool.map(square, std::views::iota(1, 4) | std::views::filter(not_two))) print("{}", n);
        const auto opposite = [](bool yes) { return time::sleep(yes ? 2 : 1), !yes; };
        for (const bool no : pool.map(opposite, std::vector<bool>{true, false})) print("{}", no);   // whose elements are no bools
        co_return;
    });
    CHECK(program.out == std::vector<std::string>{"1", "9", "False", "True"});
}

TEST_CASE("whoever blocks the loop for a job has virtual time go on for the jobs, and no further than it waits") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        ThreadPoolExecutor pool(1);
        loop.call_later(1, [] { print("a timer has to wait"); });
        auto slow = pool.submit([] { return time::sleep(2), 7; });
        try {
            slow.result(0.5);
        } catch (const TimeoutError&) {
            print("not yet at {}", loop.time());
        }
        print("{} at {}", slow.result(), loop.time());
        co_await sleep(0);
    });
    CHECK(program.out == std::vector<std::string>{"not yet at 0.5", "7 at 2", "a timer has to wait"});
}

TEST_CASE("a loop that is run by hand is closed as one does it in Python") {
    const Ran program = ran(Clock::virtual_time, [] {
        const Counted<Loop> loop = new_event_loop();
        try {
            print("{}", loop->run_until_complete([]() -> Coroutine<int> { co_return 7; }()));
        } catch (...) {
        }
        loop->run_until_complete(loop->shutdown_asyncgens());
        loop->run_until_complete(loop->shutdown_default_executor());
        loop->close();
        print("{}", loop->is_closed());
    });
    CHECK(program.out == std::vector<std::string>{"7", "True"});
    CHECK(program.err == "");
}

TEST_CASE("a Runner's runs share a context; one that is given is used instead") {
    ran(Clock::virtual_time, [] {
        Runner runner;
        auto set = [](int n) -> Coroutine<int> { level.set(n); co_return n; };
        auto get = []() -> Coroutine<int> { co_return level.get(); };
        runner.run(set(7));
        CHECK(runner.run(get()) == 7);
        CHECK(level.get() == 0);
        CHECK(runner.run(get(), copy_context()) == 0);
        CHECK(runner.run(get()) == 7);
    });
}

TEST_CASE("loop_factory makes the loop of a run, which is closed at its end") {
    ran(Clock::virtual_time, [] {
        Counted<Loop> made;
        auto factory = [&made] { return made = new_event_loop(); };
        auto main = []() -> Coroutine<Loop*> { co_return &get_running_loop(); };
        CHECK(run(main(), {.loop_factory = factory}) == made.get());
        CHECK(made->is_closed());
    });
}

TEST_CASE("the first Ctrl-C cancels the main task, which cleans up, and run() raises KeyboardInterrupt") {
    FreshSigint sigint;
    int cancelled = 0, others = 0;
    const Ran program = ran(Clock::real_time, [&] {
        run([](int& mine, int& its) -> Coroutine<> {
            auto other = create_task(cleaning_up(its));
            get_running_loop().call_soon([] { raise(SIGINT); });
            co_await cleaning_up(mine);
        }(cancelled, others));
    });
    CHECK(program.raised == "KeyboardInterrupt()");
    CHECK(cancelled == 1);
    CHECK(others == 1);
    CHECK(FreshSigint::untouched());
}

TEST_CASE("a main task that swallows Ctrl-C's cancellation ends as if nothing had been") {
    FreshSigint sigint;
    int result = 0;
    const Ran program = ran(Clock::real_time, [&] {
        result = run([]() -> Coroutine<int> {
            raise(SIGINT);
            try {
                co_await sleep(3600);
            } catch (const CancelledError&) {}
            co_return 5;
        }());
    });
    CHECK(program.raised == "");
    CHECK(result == 5);
}

TEST_CASE("the second Ctrl-C raises KeyboardInterrupt at once; the clean-up of run() cancels what is left") {
    FreshSigint sigint;
    int cancelled = 0;
    bool ended = false;
    const Ran program = ran(Clock::real_time, [&] {
        run([](int& cancelled, bool& ended) -> Coroutine<> {
            for (int i = 0; i < 2; ++i) {
                try {
                    raise(SIGINT);
                    co_await sleep(3600);
                } catch (const CancelledError&) {
                    ++cancelled;
                }
            }
            ended = true;
        }(cancelled, ended));
    });
    CHECK(program.raised == "KeyboardInterrupt()");
    CHECK(cancelled == 2);   // once by Ctrl-C, once by run()
    CHECK(ended);
}

TEST_CASE("Ctrl-C in a loop that is stuck in one callback: the second ends the process") {
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGINT, SIG_DFL);
        run([]() -> Coroutine<> {
            raise(SIGINT);
            time::sleep(0.15);
            raise(SIGINT);
            _exit(0);
            co_return;
        }());
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGINT);
}

TEST_CASE("whoever handles SIGINT keeps it: run() listens only where nobody does") {
    static int handled = 0;
    auto before = signal(SIGINT, [](int) { ++handled; });
    const Ran program = ran(Clock::real_time, [&] {
        run([]() -> Coroutine<> {
            raise(SIGINT);
            co_await sleep(0);
        }());
    });
    signal(SIGINT, before);
    CHECK(program.raised == "");
    CHECK(handled == 1);
}
