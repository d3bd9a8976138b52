#include <thread>

#include "catch.hpp"
#include "descend.hpp"
#include "ran.hpp"

using namespace asyncio;

// Crowds that no program should have, and that must not break it: nobody is forgotten.
namespace {

constexpr int many = 100'000;

/// How many objects there are; each body holds one.
struct Present {
    explicit Present(int& count) : count(count) { ++count; }
    ~Present() { --count; }
    Present(const Present&) = delete;
    int& count;
};

Coroutine<> sleeper(int& bodies, int& cancelled) {
    Present body(bodies);
    try {
        co_await sleep(3600);
    } catch (const CancelledError&) {
        ++cancelled;
        throw;
    }
}

}  // namespace

TEST_CASE("100,000 sleeping tasks are cancelled at once, on either clock: each of them hears of it") {
    for (const Clock clock : {Clock::virtual_time, Clock::real_time}) {
        int bodies = 0, cancelled = 0;
        const Ran ran = ::ran(clock, [&] {
            run([](int& bodies, int& cancelled) -> Coroutine<> {
                std::vector<Task<>> tasks;
                for (int i = 0; i < many; ++i) tasks.push_back(create_task(sleeper(bodies, cancelled)));
                co_await sleep(0);
                CHECK(bodies == many);
                for (auto& task : tasks) task.cancel();
                co_await wait(tasks);
                CHECK(std::all_of(tasks.begin(), tasks.end(), [](const Task<>& task) { return task.cancelled(); }));
            }(bodies, cancelled));
        });
        CHECK(ran.raised == "");
        CHECK(bodies == 0);
        CHECK(cancelled == many);
    }
}

TEST_CASE("a task group of 100,000 in which one fails cancels all others and tells of the one") {
    int bodies = 0, cancelled = 0;
    const Ran ran = ran_main([&]() -> Coroutine<> {
        co_await async_with(TaskGroup(), [&](TaskGroup& group) -> Coroutine<> {
            for (int i = 0; i < many; ++i) group.create_task(sleeper(bodies, cancelled));
            group.create_task([]() -> Coroutine<> { co_await sleep(1); throw ValueError("one"); }());
            co_return;
        });
    });
    CHECK(ran.raised == "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('one')])");
    CHECK(bodies == 0);
    CHECK(cancelled == many);
}

TEST_CASE("100,000 tasks in line for a lock, a queue or an event are cancelled at once, and the line goes on without them") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Lock lock;
        Event event;
        Queue<int> queue;
        co_await lock.acquire();
        std::vector<Task<bool>> waiting;
        std::vector<Task<int>> getting;
        for (int i = 0; i < many / 2; ++i) {
            waiting.push_back(create_task(lock.acquire()));
            waiting.push_back(create_task(event.wait()));
            getting.push_back(create_task(queue.get()));
        }
        auto patient = create_task(lock.acquire());
        auto last = create_task(queue.get());
        co_await sleep(0);
        for (auto& task : waiting) task.cancel();
        for (auto& task : getting) task.cancel();
        co_await wait(waiting);
        co_await wait(getting);
        lock.release();
        queue.put_nowait(7);
        CHECK(co_await patient);
        CHECK(co_await last == 7);
        CHECK(std::all_of(waiting.begin(), waiting.end(), [](const auto& task) { return task.cancelled(); }));
    });
    CHECK(ran.raised == "");
}

TEST_CASE("run() that ends early cancels the 100,000 tasks that are left, and waits for them") {
    int bodies = 0, cancelled = 0;
    const Ran ran = ran_main([&]() -> Coroutine<> {
        for (int i = 0; i < many; ++i) create_task(sleeper(bodies, cancelled));
        co_await sleep(0);
        throw RuntimeError("main is over");
    });
    CHECK(ran.raised == "RuntimeError('main is over')");
    CHECK(bodies == 0);
    CHECK(cancelled == many);
}

TEST_CASE("a loop that is stopped among 100,000 ready tasks finishes its turn, and goes on where it was") {
    int turns = 0;
    const Ran ran = ::ran(Clock::virtual_time, [&] {
        auto loop = new_event_loop();
        auto work = [&turns](bool stops) -> Coroutine<> {
            ++turns;
            if (stops) get_running_loop().stop();
            co_await sleep(0);
            ++turns;
        };
        std::vector<Task<>> tasks;
        for (int i = 0; i < many; ++i) tasks.push_back(loop->create_task(work(i == many / 2)));
        loop->run_forever();
        CHECK(turns == many);
        for (auto& task : tasks) loop->run_until_complete(task);
        CHECK(turns == 2 * many);
        loop->close();
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a loop that is closed with 100,000 tasks in it lets go of every one") {
    int bodies = 0, cancelled = 0;
    const Ran ran = ::ran(Clock::virtual_time, [&] {
        auto loop = new_event_loop();
        for (int i = 0; i < many; ++i) loop->create_task(sleeper(bodies, cancelled));
        loop->call_later(1, [&] { loop->stop(); });
        loop->run_forever();
        CHECK(bodies == many);
        loop->close();
    });
    CHECK(ran.raised == "");
    CHECK(bodies == 0);
    CHECK(cancelled == 0);
}

TEST_CASE("an exception crosses a thread, the loop, a task and 1,000 coroutines, and is the same at the end") {
    const Ran ran = ::ran(Clock::real_time, [] {
        run([]() -> Coroutine<> {
            Loop& loop = get_running_loop();
            auto in_thread = []() -> Coroutine<int> { co_return co_await to_thread([]() -> int { throw IndexError("deep down"); }); };
            std::string caught;
            co_await to_thread([&] {   // thread -> loop -> task -> 1,000 coroutines -> thread, and all the way back
                try {
                    run_coroutine_threadsafe(descend(1000, in_thread), loop).result();
                } catch (const IndexError& e) {
                    caught = repr(e);
                }
            });
            CHECK(caught == "IndexError('deep down')");
        }());
    });
    CHECK(ran.raised == "");
}

TEST_CASE("1,000 jobs that throw, from 8 threads that also call back, leave the pool and the loop as they were") {
    int told = 0;
    const Ran ran = ::ran(Clock::real_time, [&] {
        run([](int& told) -> Coroutine<> {
            ThreadPoolExecutor pool(8);
            Loop& loop = get_running_loop();
            std::vector<Future<int>> jobs;
            for (int i = 0; i < 1000; ++i) {
                jobs.push_back(loop.run_in_executor(&pool, [i, &loop, &told]() -> int {
                    loop.call_soon_threadsafe([&told] { ++told; });
                    throw ValueError(std::to_string(i));
                }));
            }
            for (int i = 0; i < 1000; ++i) {
                try {
                    co_await jobs[static_cast<std::size_t>(i)];
                } catch (const ValueError& e) {
                    CHECK(e.what() == std::to_string(i));
                }
            }
            CHECK(told == 1000);
            CHECK(co_await loop.run_in_executor(&pool, [] { return 7; }) == 7);
        }(told));
    });
    CHECK(ran.raised == "");
}
