#include <pthread.h>

#include <atomic>
#include <latch>
#include <thread>

#include "runtime/asyncio.hpp"
#include "tests/catch.hpp"

using namespace asyncio;

namespace executor_test {

template <class F>
void run_really(F main) {
    Program program(Clock::real_time);
    program.run([&] { run(main()); });
}

/// While it lives, no thread can be started: there is no room for its stack.
class NoMoreThreads {
public:
    NoMoreThreads() {
        pthread_getattr_default_np(&before_);
        pthread_attr_t huge;
        pthread_attr_init(&huge);
        pthread_attr_setstacksize(&huge, std::size_t{1} << 50);
        pthread_setattr_default_np(&huge);
        pthread_attr_destroy(&huge);
    }
    ~NoMoreThreads() {
        pthread_setattr_default_np(&before_);
        pthread_attr_destroy(&before_);
    }
    NoMoreThreads(const NoMoreThreads&) = delete;

private:
    pthread_attr_t before_;
};

}  // namespace executor_test

using namespace executor_test;

TEST_CASE("the jobs of a pool with two workers overlap") {
    run_really([]() -> Coroutine<> {
        ThreadPoolExecutor pool(2);
        std::latch both(2);   // neither job can end unless both run
        auto meet = [&both] { both.arrive_and_wait(); return 1; };
        Loop& loop = get_running_loop();
        auto [a, b] = co_await gather(loop.run_in_executor(&pool, meet), loop.run_in_executor(&pool, meet));
        CHECK(a + b == 2);
    });
}

TEST_CASE("jobs that wait for a later one find it done, even if four come at once") {
    run_really([]() -> Coroutine<> {
        for (int round = 0; round < 500; ++round) {
            std::latch all(4);
            std::vector<Coroutine<>> jobs;
            for (int i = 0; i < 4; ++i) jobs.push_back(to_thread([&all] { all.arrive_and_wait(); }));
            co_await gather(std::move(jobs));
        }
    });
}

TEST_CASE("after a burst of quick jobs, too, jobs that wait for each other have a thread each") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (int round = 0; round < 200; ++round) {
            std::latch all(4);
            std::vector<Future<>> jobs;
            for (int i = 0; i < 100; ++i) jobs.push_back(loop.run_in_executor(nullptr, [] {}));
            for (int i = 0; i < 4; ++i) jobs.push_back(loop.run_in_executor(nullptr, [&all] { all.arrive_and_wait(); }));
            co_await gather(std::move(jobs));
        }
    });
}

TEST_CASE("jobs run side by side while the loop is blocked") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        std::latch all(4);   // three jobs, and the loop's own thread
        std::vector<Future<>> jobs;
        for (int i = 0; i < 3; ++i) jobs.push_back(loop.run_in_executor(nullptr, [&all] { all.arrive_and_wait(); }));
        all.arrive_and_wait();
        co_await gather(std::move(jobs));
    });
}

TEST_CASE("in a burst, too, jobs that wait for each other run side by side while the loop is blocked") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (int round = 0; round < 20; ++round) {
            std::atomic<int> done = 0;
            std::latch all(5);   // four jobs, and the loop's own thread
            std::vector<Future<>> jobs;
            for (int i = 0; i < 1000; ++i) jobs.push_back(loop.run_in_executor(nullptr, [&done] { ++done; }));
            while (done < 10 * round) std::this_thread::yield();
            for (int i = 0; i < 4; ++i) jobs.push_back(loop.run_in_executor(nullptr, [&all] { all.arrive_and_wait(); }));
            all.arrive_and_wait();
            co_await gather(std::move(jobs));
        }
    });
}

TEST_CASE("of ten thousand jobs at once each is done once, and the program waits for those that nobody awaits") {
    std::atomic<int> done = 0;
    int sum = 0;
    run_really([&]() -> Coroutine<> {
        std::vector<Coroutine<int>> jobs;
        for (int i = 0; i < 10'000; ++i) jobs.push_back(to_thread([&done, i] { return ++done, i; }));
        for (int n : co_await gather(std::move(jobs))) sum += n;
        for (int i = 0; i < 100; ++i) get_running_loop().run_in_executor(nullptr, [&done] { ++done; });
    });
    CHECK(sum == 9'999 * 10'000 / 2);
    CHECK(done == 10'100);
}

TEST_CASE("a pool with one worker keeps the order, and a queued job can be cancelled") {
    std::vector<int> order;
    run_really([&]() -> Coroutine<> {
        ThreadPoolExecutor pool(1);
        Loop& loop = get_running_loop();
        std::latch go(1);
        auto first = loop.run_in_executor(&pool, [&] { go.wait(); order.push_back(1); });
        auto second = loop.run_in_executor(&pool, [&] { order.push_back(2); });
        auto third = loop.run_in_executor(&pool, [&] { order.push_back(3); });
        CHECK(second.cancel());
        co_await sleep(0);   // executor.check_cancel takes the job out
        go.count_down();
        co_await gather(first, third);
        CHECK(second.cancelled());
    });
    CHECK(order == std::vector{1, 3});
}

TEST_CASE("a job is done while the loop is busy, after however many quick ones") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (int round = 0; round < 50; ++round) {
            std::latch done(1);
            std::vector<Future<>> jobs;
            for (int i = 0; i < 40 * round; ++i) jobs.push_back(loop.run_in_executor(nullptr, [] {}));
            jobs.push_back(loop.run_in_executor(nullptr, [&done] { done.count_down(); }));
            done.wait();
            co_await gather(std::move(jobs));
        }
    });
}

TEST_CASE("what a pool's job gives when its loop has gone is dropped, and all that it holds") {
    const auto held = std::make_shared<int>(7);
    std::latch go(1), begun(1);
    std::atomic<int> done = 0;
    {
        ThreadPoolExecutor pool(1);
        run_really([&]() -> Coroutine<> {
            const auto job = [&done, held] { return ++done, held; };
            get_running_loop().run_in_executor(&pool, [&] { begun.count_down(); go.wait(); ++done; });
            get_running_loop().run_in_executor(&pool, job);
            pool.submit(job);
            begun.wait();
            co_return;
        });
        CHECK(held.use_count() > 1);
        go.count_down();
    }
    CHECK(done == 3);
    CHECK(held.use_count() == 1);
}

TEST_CASE("a job that is cancelled in the moment when its outcome comes is delivered to nobody") {
    run_really([]() -> Coroutine<> {
        ThreadPoolExecutor pool(1);
        Loop& loop = get_running_loop();
        for (int round = 0; round < 1'000; ++round) {
            auto job = loop.run_in_executor(&pool, [] { return 1; });
            if (round % 2) co_await sleep(0);
            job.cancel();
            co_await wait({job});
            CHECK((job.cancelled() || job.result() == 1));
        }
    });
}

TEST_CASE("a job for which no thread can be started is refused, and nothing of it is left") {
    const auto held = std::make_shared<int>(7);
    int done = 0;
    run_really([&]() -> Coroutine<> {
        ThreadPoolExecutor pool(2);
        Loop& loop = get_running_loop();
        {
            const NoMoreThreads none;
            CHECK_THROWS_AS(loop.run_in_executor(&pool, [held] {}), RuntimeError);
            CHECK_THROWS_AS(pool.submit([held] {}), RuntimeError);
        }
        CHECK(held.use_count() == 1);
        co_await loop.run_in_executor(&pool, [&done] { ++done; });
    });
    CHECK(done == 1);
}

TEST_CASE("what a pool's job has of a loop that has gone, goes in the thread of that loop and in no other") {
    ThreadPoolExecutor pool(1);
    std::latch go(1);
    const Counted<Loop> loop = new_event_loop();
    const Future<> kept = loop->run_in_executor(&pool, [&go] { go.wait(); });
    loop->close();
    go.count_down();
    const auto submit = [&pool] { for (int i = 0; i < 3; ++i) pool.submit([] {}).result(); };
    std::thread(submit).join();
    CHECK(kept.state()->references() == 2);   // the other is the job's
    submit();
    CHECK(kept.state()->references() == 1);
}

TEST_CASE("what the function of a job holds that no loop waits for goes when it has returned") {
    const auto held = std::make_shared<int>(7);
    ThreadPoolExecutor pool(1);
    pool.submit([held] {});
    pool.shutdown();
    CHECK(held.use_count() == 1);
}
