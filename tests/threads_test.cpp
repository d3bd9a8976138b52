#include <atomic>
#include <latch>
#include <semaphore>
#include <set>
#include <thread>

#include "runtime/asyncio.hpp"
#include "tests/catch.hpp"

using namespace asyncio;

namespace threads_test {

int twice(int n) { return 2 * n; }
int fails() { throw ValueError("in the thread"); }
Coroutine<int> square(int n) { co_await sleep(0); co_return n * n; }

template <class F>
void run_really(F main) {
    Program program(Clock::real_time);
    program.run([&] { run(main()); });
}

}  // namespace threads_test

using namespace threads_test;

TEST_CASE("call_soon_threadsafe wakes a loop that would wait for ever") {
    std::thread other;
    int got = 0;
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto future = loop.create_future<int>();
        other = std::thread([&loop, future = &future] { loop.call_soon_threadsafe([future] { future->set_result(7); }); });
        got = co_await future;
    });
    other.join();
    CHECK(got == 7);
}

TEST_CASE("callbacks from another thread run in the order in which it handed them over") {
    std::vector<int> order;
    std::thread other;
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto all_there = loop.create_future<>();
        other = std::thread([&] {
            for (int i = 0; i < 1000; ++i) loop.call_soon_threadsafe([&order, i] { order.push_back(i); });
            loop.call_soon_threadsafe([&] { all_there.set_result(); });
        });
        co_await all_there;
    });
    other.join();
    REQUIRE(order.size() == 1000);
    CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("a mailbox wakes its loop once for all the letters in it, and only if that may be asleep") {
    const Counted<Loop> loop = new_event_loop();
    int woken = 0;
    std::vector<int> opened;
    Mailbox mailbox;
    const auto post = [&](int letter, bool wakes = true) { return mailbox.post([&opened, letter] { opened.push_back(letter); }, wakes); };
    mailbox.open([&woken] { ++woken; });
    post(1);
    CHECK(woken == 0);              // it looks before it sleeps
    CHECK(mailbox.deliver(*loop) == 1);

    {
        const Mailbox::Watched asleep(mailbox);
        mailbox.wake();
        CHECK(woken == 0);          // for nothing
        post(2, false);             // its sender wakes the loop afterwards,
        CHECK(mailbox.filled());
        CHECK(woken == 0);
        post(3);                    // but another one need not wait for that
        CHECK(woken == 1);
        mailbox.wake();
        post(4);
        CHECK(woken == 1);          // it is on its way

        CHECK(mailbox.deliver(*loop) == 3);
        CHECK(opened == std::vector{1, 2, 3, 4});
    }
    {
        const Mailbox::Watched asleep(mailbox);
        post(5, false);
        mailbox.wake();
        CHECK(woken == 2);
    }
    mailbox.close();
    CHECK_FALSE(post(6));
    const Mailbox::Watched asleep(mailbox);
    mailbox.wake();
    CHECK(woken == 2);
    CHECK(mailbox.deliver(*loop) == 0);
    CHECK(opened.size() == 4);      // what a closed loop would have got is dropped
    loop->close();
}

TEST_CASE("a wake-up that comes too late, for a letter that the loop has, takes the place of none that is needed") {
    const Counted<Loop> loop = new_event_loop();
    constexpr int posters = 1, each = 200'000;
    std::counting_semaphore<> alarm(0);
    Mailbox mailbox;
    mailbox.open([&alarm] { alarm.release(); });
    std::atomic<bool> missed = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < posters; ++i) threads.emplace_back([&] {
        std::atomic<int> answered = 0;
        for (int n = 1; n <= each && !missed; ++n) {
            mailbox.post([&answered, n] { answered = n; });
            while (answered != n && !missed) std::this_thread::yield();
        }
    });
    for (std::size_t count = 0; count < posters * each && !missed; count += mailbox.deliver(*loop)) {
        const Mailbox::Watched asleep(mailbox);
        if (!mailbox.filled()) missed = !alarm.try_acquire_for(std::chrono::seconds(10));
    }
    for (std::thread& thread : threads) thread.join();
    CHECK_FALSE(missed);
    mailbox.close();
    loop->close();
}

TEST_CASE("who posts a letter has the mailbox until the loop is woken, whatever becomes of the loop meanwhile") {
    const Counted<Loop> loop = new_event_loop();
    const std::weak_ptr mailbox = loop->mailbox();
    int owners = 0;
    loop->mailbox()->open([&] {
        loop->mailbox()->deliver(*loop);   // a job that nobody awaits has gone now
        owners += static_cast<int>(mailbox.use_count()) - 1;
    });
    {
        const Mailbox::Watched asleep(*loop->mailbox());
        std::thread([&] { loop->call_soon_threadsafe([] {}); }).join();
        CHECK(owners == 1);
    }
    {
        ThreadPoolExecutor pool(1);
        const Mailbox::Watched asleep(*loop->mailbox());
        pool.submit_from(loop.get(), [] {});
        pool.shutdown();
        CHECK(owners == 2);
    }
    loop->close();
}

TEST_CASE("a letter that fails leaves those behind it for the next time") {
    const Counted<Loop> loop = new_event_loop();
    std::vector<int> opened;
    Mailbox mailbox;
    mailbox.leave([&] { opened.push_back(1); });
    mailbox.leave([&] {
        mailbox.leave([&] { opened.push_back(4); });   // as another thread might
        throw ValueError("not now");
    });
    mailbox.leave([&] { opened.push_back(2); });
    mailbox.leave([&] { opened.push_back(3); });
    CHECK_THROWS_AS(mailbox.deliver(*loop), ValueError);
    CHECK(opened == std::vector{1});
    CHECK(mailbox.filled());
    CHECK(mailbox.deliver(*loop) == 3);
    CHECK(opened == std::vector{1, 2, 3, 4});

    const auto held = std::make_shared<int>(7);
    mailbox.leave([&] { mailbox.close(); throw ValueError("nor later"); });
    mailbox.leave([held] {});
    CHECK_THROWS_AS(mailbox.deliver(*loop), ValueError);
    CHECK(held.use_count() == 1);
    loop->close();
}

TEST_CASE("to_thread runs the function in another thread and gives its result or its exception") {
    std::thread::id loop_thread = std::this_thread::get_id(), job_thread = loop_thread;
    std::string caught;
    int result = 0;
    run_really([&]() -> Coroutine<> {
        result = co_await to_thread(twice, 21);
        job_thread = co_await to_thread([] { return std::this_thread::get_id(); });
        try {
            co_await to_thread(fails);
        } catch (const ValueError& e) {
            caught = e.what();
        }
    });
    CHECK(result == 42);
    CHECK(job_thread != loop_thread);
    CHECK(caught == "in the thread");
}

TEST_CASE("a thread runs a coroutine in the loop and waits for its result") {
    int total = 0;
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        total = co_await to_thread([&loop] {
            int sum = 0;
            for (int n : {2, 3}) sum += run_coroutine_threadsafe(square(n), loop).result();
            return sum;
        });
    });
    CHECK(total == 13);
}

#if !ASYNCIO_PLAIN_ALLOCATION
TEST_CASE("a thread that goes on and on sending coroutines gets their memory back") {
    std::set<void*> frames;
    const auto note_frame = [&frames]() -> Coroutine<> {
        int in_frame = 0;
        frames.insert(&in_frame);
        co_await sleep(0);
        in_frame = 1;
    };
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        co_await to_thread([&] {
            for (int i = 0; i < 60'000; ++i) run_coroutine_threadsafe(note_frame(), loop).result();
        });
    });
    CHECK(frames.size() > 1);
    CHECK(frames.size() < 30'000);
}
#endif

TEST_CASE("result(timeout) leaves the coroutine alone, and cancel() cancels its task") {
    for (Clock clock : {Clock::virtual_time, Clock::real_time}) {
        bool cleaned_up = false;
        std::vector<std::string> seen;
        Program program(clock);
        program.run([&] {
            auto patient = [&]() -> Coroutine<> {
                try {
                    co_await sleep(3600);
                } catch (const CancelledError&) {
                    cleaned_up = true;
                    throw;
                }
            };
            run([](auto& patient, auto& seen) -> Coroutine<> {
                Loop& loop = get_running_loop();
                co_await to_thread([&] {
                    auto future = run_coroutine_threadsafe(patient(), loop);
                    try {
                        future.result(0.01);
                    } catch (const TimeoutError&) {
                        seen.push_back(future.done() ? "done" : "not done");
                    }
                    seen.push_back(future.cancel() ? "cancelled" : "too late");
                    try {
                        future.result();
                    } catch (const concurrent::CancelledError&) {
                        seen.push_back("CancelledError");
                    }
                    seen.push_back(future.cancelled() ? "is cancelled" : "is not");
                });
                while (all_tasks().size() > 1) co_await sleep(0);   // until the task has been struck
            }(patient, seen));
        });
        CHECK(seen == std::vector<std::string>{"not done", "cancelled", "CancelledError", "is cancelled"});
        CHECK(cleaned_up);
    }
}

TEST_CASE("under the virtual clock a thread's timeout takes virtual time, and a result in time wins") {
    std::vector<double> times;
    Program program(Clock::virtual_time);
    program.run([&] {
        run([](std::vector<double>& times) -> Coroutine<> {
            Loop& loop = get_running_loop();
            auto after = [](double delay) -> Coroutine<double> { co_await sleep(delay); co_return delay; };
            co_await to_thread([&] {
                times.push_back(run_coroutine_threadsafe(after(1), loop).result(2));
                times.push_back(loop.time());
                auto late = run_coroutine_threadsafe(after(5), loop);
                CHECK_THROWS_AS(late.result(3), TimeoutError);
                times.push_back(loop.time());
                times.push_back(late.result(3));
                times.push_back(loop.time());
            });
        }(times));
    });
    CHECK(times == std::vector<double>{1, 1, 4, 5, 6});
}

TEST_CASE("a coroutine that is cancelled in the loop cancels the thread's future; its error goes there, too") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto cancelled = []() -> Coroutine<> { throw CancelledError(); co_return; };
        auto failing = []() -> Coroutine<> { throw ValueError("no"); co_return; };
        co_await to_thread([&] {
            auto future = run_coroutine_threadsafe(cancelled(), loop);
            CHECK_THROWS_AS(future.result(), concurrent::CancelledError);
            CHECK(future.cancelled());
            CHECK_THROWS_AS(future.exception(), concurrent::CancelledError);
            CHECK(repr(run_coroutine_threadsafe(failing(), loop).exception()) == "ValueError('no')");
            int told = 0;
            auto good = run_coroutine_threadsafe(square(3), loop);
            good.result();
            good.add_done_callback([&told](const concurrent::Future<int>& done) { told = done.result(); });
            CHECK(told == 9);
        });
    });
}

TEST_CASE("run() waits for a job that is still running when main returns") {
    std::atomic<bool> ended = false;
    run_really([&]() -> Coroutine<> {
        std::latch* started = new std::latch(1);
        get_running_loop().run_in_executor(nullptr, [&ended, started] {
            started->count_down();
            ended = true;
        });
        started->wait();
        delete started;
        co_return;
    });
    CHECK(ended);
}

TEST_CASE("handing work to a closed loop is an error, not a crash") {
    Program program(Clock::real_time);
    program.run([] {
        Runner runner;
        Loop& loop = runner.get_loop();
        runner.close();
        CHECK_THROWS_AS(loop.call_soon_threadsafe([] {}), RuntimeError);
        CHECK_THROWS_AS(loop.call_soon([] {}), RuntimeError);
        CHECK_THROWS_AS(runner.get_loop(), RuntimeError);
    });
}

TEST_CASE("an abandoned program unwinds: endless loops, sleepers and threads alike") {
    trace::Log log;
    Program program(Clock::virtual_time, &log);
    program.set_output([](std::string_view) {});
    int unwound = 0;
    struct Count {
        int& count;
        ~Count() { ++count; }
    };
    struct AbandonAt : trace::Observer {
        Program& program;
        std::size_t at;
        AbandonAt(Program& p, std::size_t n) : program(p), at(n) {}
        void appended(const trace::Log&, std::size_t index) override { if (index == at) program.abandon(); }
    } observer(program, 200);
    log.set_observer(&observer);
    auto endless = [&]() -> Coroutine<> {
        Count count{unwound};
        for (;;) co_await sleep(0);
    };
    auto sleeper = [&]() -> Coroutine<> {
        Count count{unwound};
        co_await sleep(1e6);
    };
    program.run([&] {
        run([&]() -> Coroutine<> {
            Count count{unwound};
            co_await gather(endless(), sleeper(), to_thread([&] {
                Count in_thread{unwound};
                time::sleep(1e6);
            }));
        }());
    });
    CHECK(unwound == 4);
}

TEST_CASE("the clock of a recorded program goes on while its last jobs are waited for, though nothing is told of that") {
    trace::Log log;
    Program program(Clock::real_time, &log);
    std::latch over(1);
    bool fired = false, while_busy = false;
    auto busy = [&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.call_later(0.001, [&] { fired = true; });
        for (const double end = loop.time() + 10; !fired && loop.time() < end;) co_await sleep(0);
        while_busy = fired;
    };
    auto main = [&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.set_default_executor(ThreadPoolExecutor(1));   // threads of its own: no poll looks after them
        loop.run_in_executor(None(), [&] {
            over.wait();
            run_coroutine_threadsafe(busy(), loop).result();
        });
        co_return;
    };
    program.run([&] {
        Runner runner;
        runner.run(main());
        over.count_down();
    });
    CHECK(while_busy);
}
