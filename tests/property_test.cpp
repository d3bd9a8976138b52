#include "catch.hpp"
#include "random_program.hpp"
#include "replay.hpp"
#include "seed.hpp"
#include "trace_rules.hpp"

using asyncio::trace::Log;

namespace {

struct Run {
    std::unique_ptr<Log> log = std::make_unique<Log>();
    std::string wrong;   ///< empty: everything is as it must be
};

std::string broken_rule(const Log& log) {
    TraceRules rules;
    for (std::size_t i = 0; i < log.size(); ++i) {
        try {
            rules.apply(log[i]);
        } catch (const std::exception& problem) {
            return "event " + std::to_string(i) + ", " + problem.what();
        }
    }
    return rules.unfinished() ? std::to_string(rules.unfinished()) + " tasks were lost" : "";
}

std::string leftover(const RandomProgram& program) {
    if (program.bodies() != 0) return std::to_string(program.bodies()) + " coroutines were entered and not left";
    if (program.shares() != 0) return std::to_string(program.shares()) + " objects leaked";
    if (program.destroyed() != 0) return std::to_string(program.destroyed()) + " tasks were destroyed while pending";
    return program.unsettled();
}

Run run_seed(std::uint64_t seed) {
    Run run;
    RandomProgram body(seed);
    {
        asyncio::Program program(asyncio::Clock::virtual_time, run.log.get());
        program.set_error_output([](std::string_view) {});
        try {
            program.run([&] { body(); });
        } catch (...) {
            run.wrong = "main raised " + asyncio::repr(std::current_exception());
        }
    }
    if (run.wrong.empty()) run.wrong = body.wrong();
    if (run.wrong.empty()) run.wrong = leftover(body);
    if (run.wrong.empty()) run.wrong = broken_rule(*run.log);
    return run;
}

bool same(const Log& a, const Log& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i]) return false;
    return true;
}

}  // namespace

TEST_CASE("whatever a program does, over a million decisions the trace keeps its rules, nothing leaks, no task is lost") {
    std::size_t decisions = 0;
    for (std::uint64_t seed = first_seed(); decisions < 1'000'000; ++seed) {
        const Run run = run_seed(seed);
        INFO("AWAITSCOPE_SEED=" << seed << " runs it again");
        REQUIRE(run.wrong == "");
        REQUIRE(run.log->size() > 0);
        decisions += run.log->size();
    }
}

TEST_CASE("a random program takes the same decisions each time") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + 20; ++seed) {
        INFO("AWAITSCOPE_SEED=" << seed << " runs it again");
        REQUIRE(same(*run_seed(seed).log, *run_seed(seed).log));
    }
}

TEST_CASE("at every event of a random program the model agrees with a naive replay") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + 5; ++seed) {
        INFO("AWAITSCOPE_SEED=" << seed << " runs it again");
        replay::check(*run_seed(seed).log);
    }
}

namespace {

/// Tasks that wait for each other, for locks and for time, and what became of them.
struct Storm {
    static constexpr int tasks = 100'000;
    int asked = 0, struck = 0, cleaned = 0, cancelled = 0;
    std::size_t left = 1;
    bool still_locked = false;

    asyncio::Coroutine<> waits(int i, asyncio::Lock lock) {
        bool was_struck = false;
        try {
            switch (i % 4) {
                case 0: co_await asyncio::sleep(1 + i); break;
                case 1: co_await lock.acquire(); break;
                case 2: co_await asyncio::shield(asyncio::get_running_loop().create_future()); break;
                default: co_await asyncio::wait_for(asyncio::sleep(1 + i), 1 + i);
            }
        } catch (const asyncio::CancelledError&) {
            was_struck = true;
        }
        if (!was_struck) co_return;
        ++struck;
        co_await asyncio::sleep(0);
        ++cleaned;
        throw asyncio::CancelledError();
    }

    asyncio::Coroutine<> main() {
        asyncio::Lock lock;
        co_await lock.acquire();
        std::vector<asyncio::Task<>> all;
        for (int i = 0; i < tasks; ++i) all.push_back(asyncio::create_task(waits(i, lock)));
        co_await asyncio::sleep(0.5);
        for (auto& task : all) asked += task.cancel();
        for (const auto& task : (co_await asyncio::wait(all)).done) cancelled += task.cancelled();
        left = asyncio::all_tasks().size() - 1;
        still_locked = lock.locked();
    }
};

}  // namespace

TEST_CASE("100,000 tasks are cancelled at once: each is struck once, cleans up and is over, and nothing is left of it") {
    Storm storm;
    auto log = std::make_unique<Log>();
    asyncio::Program program(asyncio::Clock::virtual_time, log.get());
    program.run([&] { asyncio::run(storm.main()); });
    CHECK(storm.asked == Storm::tasks);
    CHECK(storm.struck == Storm::tasks);
    CHECK(storm.cleaned == Storm::tasks);
    CHECK(storm.cancelled == Storm::tasks);
    CHECK(storm.left == 0);
    CHECK(storm.still_locked);
    CHECK(broken_rule(*log) == "");
}
