#include <latch>

#include "catch.hpp"
#include "ran.hpp"

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
