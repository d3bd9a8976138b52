#include "../python.hpp"

// Deadlines moved, past, shared with a cancellation; errors and swallowed cancellations at them.
namespace extra_timeout_04 {
using asyncio::async_with, asyncio::timeout;

int cancelling() { return asyncio::current_task().cancelling(); }

Coroutine<> reschedules() {
    auto& loop = asyncio::get_running_loop();
    auto cm = timeout(std::nullopt);
    try {
        co_await async_with(cm, [&]() -> Coroutine<> {
            print("{} {} {}", repr(cm), repr(cm.when()), repr(cm.expired()));
            cm.reschedule(loop.time() + 0.02);
            co_await asyncio::sleep(0.01);
            cm.reschedule(loop.time() + 0.02);
            print("{}", rounded(*cm.when(), 3));
            co_await asyncio::sleep(0.015);
            cm.reschedule(std::nullopt);
            co_await asyncio::sleep(0.05);
            cm.reschedule(loop.time() - 1);
            print("in the past, still here");
            co_await asyncio::sleep(1);
        });
    } catch (const TimeoutError& e) {
        print("{} {} {} {}", repr(e), repr(cm.expired()), rounded(loop.time(), 3), repr(cm));
    }
    try {
        cm.reschedule(5);
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> zero_and_negative() {
    for (int d : {0, -1}) {
        try {
            co_await async_with(timeout(d), [d](asyncio::Timeout& cm) -> Coroutine<> {
                print("body {} {}", d, repr(cm.expired()));
                co_await asyncio::sleep(0);
                print("after one turn {}", repr(cm.expired()));
                co_await asyncio::sleep(0);
                print("after two");
            });
        } catch (const TimeoutError&) {
            print("timeout {}", d);
        }
    }
    auto cm = timeout(0);
    co_await async_with(cm, []() -> Coroutine<> {
        print("no await inside");
        co_return;
    });
    print("{} {}", repr(cm.expired()), cancelling());
    co_await asyncio::sleep(0);
    print("survived");
}

Coroutine<> error_at_deadline() {
    {
        auto cm = timeout(0.01);
        try {
            co_await async_with(cm, []() -> Coroutine<> {
                try {
                    co_await asyncio::sleep(1);
                } catch (...) {
                    throw ValueError("in finally");
                }
            });
        } catch (const ValueError& e) {
            print("{} {} {} {}", repr(e), repr(e.context()), repr(cm.expired()), cancelling());
        }
    }
    auto cm = timeout(0.01);
    try {
        co_await async_with(cm, []() -> Coroutine<> {
            try {
                co_await asyncio::sleep(1);
            } catch (const asyncio::CancelledError&) {
            }
        });
        print("swallowed {} {}", repr(cm.expired()), cancelling());
    } catch (const TimeoutError&) {
        print("TimeoutError");
    }
}

Coroutine<> inner() {
    co_await async_with(timeout(1), []() -> Coroutine<> { co_await asyncio::sleep(2); });
}

Coroutine<> inner_longer() {
    auto o = timeout(0.01);
    try {
        co_await async_with(o, []() -> Coroutine<> { co_await inner(); });
    } catch (const TimeoutError&) {
        print("outer {}", repr(o.expired()));
    }
    auto o2 = timeout(1);
    try {
        co_await async_with(o2, [&]() -> Coroutine<> {
            auto i = timeout(0.01);
            bool late = false;
            try {
                co_await async_with(i, []() -> Coroutine<> { co_await asyncio::sleep(2); });
            } catch (const TimeoutError&) {
                late = true;
            }
            if (late) {
                print("inner only {} {}", repr(i.expired()), repr(o2.expired()));
                co_await asyncio::sleep(0.01);
            }
            print("outer goes on");
        });
    } catch (const TimeoutError&) {
        print("not here");
    }
}

Coroutine<std::string> body() {
    auto cm = timeout(0.01);
    try {
        co_await async_with(cm, []() -> Coroutine<> { co_await asyncio::sleep(1); });
    } catch (const TimeoutError&) {
        print("TimeoutError {}", cancelling());
        co_return "timed out";
    } catch (const asyncio::CancelledError& e) {
        print("Cancelled {} {} {}", repr(e), repr(cm.expired()), cancelling());
        throw;
    }
    co_return "";
}

Coroutine<> cancelled_from_outside_at_the_deadline() {
    auto& loop = asyncio::get_running_loop();
    for (int order : {0, 1}) {
        Task<std::string> t;
        if (order) {
            loop.call_later(0.01, [&] { t.cancel("outside"); });
            t = asyncio::create_task(body());
        } else {
            t = asyncio::create_task(body());
            co_await asyncio::sleep(0);
            loop.call_later(0.01, &Task<std::string>::cancel, t, "outside");
        }
        auto [r] = co_await asyncio::gather(t, asyncio::return_exceptions);
        print("[{}]", repr(r));
    }
}

Coroutine<double> work(double n) {
    co_await asyncio::sleep(n);
    co_return n;
}

Coroutine<std::vector<double>> all_of_them() {
    std::vector<Task<double>> ts;
    co_await async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        for (int i = 0; i < 4; ++i) ts.push_back(tg.create_task(work(0.01 * i)));
        co_return;
    });
    std::vector<double> results;
    for (auto& t : ts) results.push_back(t.result());
    co_return results;
}

Coroutine<> group_and_wait_for() {
    print("{}", repr(co_await asyncio::wait_for(all_of_them(), 0.1)));
    try {
        co_await asyncio::wait_for(all_of_them(), 0.015);
    } catch (const TimeoutError&) {
        print("too slow");
    }
    try {
        co_await async_with(timeout(0.015), []() -> Coroutine<> {
            co_await async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& tg) -> Coroutine<> {
                for (int i = 0; i < 4; ++i) tg.create_task(work(0.01 * i));
                co_return;
            });
        });
    } catch (const TimeoutError&) {
        print("group timed out");
    }
}

Coroutine<> misuse() {
    auto cm = timeout(1);
    print("{}", repr(cm));
    co_await async_with(cm, [&]() -> Coroutine<> {
        print("{}", repr(cm));
        co_return;
    });
    print("{}", repr(cm));
}

Coroutine<> main() {
    co_await reschedules();
    co_await zero_and_negative();
    co_await error_at_deadline();
    co_await inner_longer();
    co_await cancelled_from_outside_at_the_deadline();
    co_await group_and_wait_for();
    co_await misuse();
}
void program() { asyncio::run(main()); }

}  // namespace extra_timeout_04
