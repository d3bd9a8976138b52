#include "../python.hpp"

// timeout() without a limit, at once, in the past, nested, and when something else strikes at that instant.
namespace extra_timeout_03 {

using asyncio::Timeout;

Coroutine<> rescheduled() {
    auto& loop = asyncio::get_running_loop();
    auto t = asyncio::timeout(asyncio::None());
    co_await asyncio::async_with(t, [&]() -> Coroutine<> {
        print("{} {} {}", repr(t.when()), repr(t.expired()), repr(t));
        co_await asyncio::sleep(0.01);
        t.reschedule(loop.time() + 0.01);
        print("{}", repr(t.when()));
        t.reschedule(asyncio::None());
        co_await asyncio::sleep(0.02);
    });
    print("{}", repr(t));
    try {
        t.reschedule(5);
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> at_once() {
    auto t3 = asyncio::timeout(0);
    try {
        co_await asyncio::async_with(t3, [&]() -> Coroutine<> {
            print("runs on {}", repr(t3.expired()));
            co_await asyncio::sleep(0);
            print("not reached");
        });
    } catch (const TimeoutError& e) {
        print("{} {} {} {} {}", repr(e), repr(t3.expired()), repr(t3), repr(e.cause()), repr(e.context()));
    }
    auto t4 = asyncio::timeout(-1);
    co_await asyncio::async_with(t4, []() -> Coroutine<> { co_return; });
    print("{}", repr(t4.expired()));
    co_await asyncio::sleep(0);
}

Coroutine<> from_outside() {
    auto inner = []() -> Coroutine<> {
        auto t = asyncio::timeout(1);
        try {
            co_await asyncio::async_with(t, []() -> Coroutine<> { co_await asyncio::sleep(2); });
        } catch (const asyncio::CancelledError& e) {
            print("foreign {} {} {}", repr(e), repr(t.expired()), repr(t));
            throw;
        }
    };
    auto task = asyncio::create_task(inner().as("inner"));
    co_await asyncio::sleep(0.01);
    task.cancel("from outside");
    try {
        co_await task;
    } catch (const asyncio::CancelledError& e) {
        print("{}", repr(e));
    }
    auto t5 = asyncio::timeout(0.01);
    try {
        co_await asyncio::async_with(t5, []() -> Coroutine<> {
            co_await asyncio::sleep(0.005);
            throw ValueError("body");
        });
    } catch (const ValueError& e) {
        print("{} {}", repr(e), repr(t5.expired()));
    }
}

Coroutine<> at_the_same_instant() {
    auto& loop = asyncio::get_running_loop();
    auto both = []() -> Coroutine<> {
        try {
            co_await asyncio::async_with(asyncio::timeout(0.02), []() -> Coroutine<> { co_await asyncio::sleep(1); });
        } catch (const BaseException& e) {
            print("both: {} {}", repr(e), asyncio::current_task().cancelling());
            throw;
        }
    };
    Task<> task;
    for (bool first : {true, false}) {
        if (first) {
            task = asyncio::create_task(both().as("both"));
            co_await asyncio::sleep(0);
            loop.call_later(0.02, asyncio::named("cancel", [task] { task.cancel(); }));
        } else {
            loop.call_later(0.02, asyncio::named("<lambda>", [&] { task.cancel(); }));
            task = asyncio::create_task(both().as("both"));
        }
        auto [r] = co_await asyncio::gather(task, asyncio::return_exceptions);
        print("[{}] {}", repr(r.exception()), repr(task.cancelled()));
    }
}

Coroutine<> nested() {
    auto cleanup = []() -> Coroutine<> {
        std::exception_ptr error;
        try {
            co_await asyncio::sleep(1);
        } catch (...) {
            error = std::current_exception();
        }
        print("cleaning");
        try {
            co_await asyncio::sleep(0.05);
            print("cleaned");
        } catch (const asyncio::CancelledError&) {
            print("clean-up struck");
            throw;
        }
        if (error) std::rethrow_exception(error);
    };
    for (auto [a, b] : {std::pair{0.01, 0.01}, {0.02, 0.01}, {0.01, 0.02}}) {
        auto outer = asyncio::timeout(a);
        auto inner_t = asyncio::timeout(b);  // made too early
        try {
            co_await asyncio::async_with(outer, [&]() -> Coroutine<> {
                bool timed_out = false;
                try {
                    co_await asyncio::async_with(inner_t, [&]() -> Coroutine<> { co_await cleanup(); });
                } catch (const TimeoutError&) {
                    timed_out = true;
                }
                if (timed_out) {
                    print("inner timed out");
                    co_await asyncio::sleep(0.1);
                }
            });
        } catch (const TimeoutError&) {
            print("outer timed out");
        }
        print("{} {} {}", repr(outer.expired()), repr(inner_t.expired()), asyncio::current_task().cancelling());
    }
}

Coroutine<> in_the_past() {
    auto& loop = asyncio::get_running_loop();
    try {
        co_await asyncio::async_with(asyncio::timeout_at(loop.time() - 1),
                                     []() -> Coroutine<> { co_await asyncio::sleep(0); });
    } catch (const TimeoutError&) {
        print("past");
    }
    auto cb = [] {
        try {
            asyncio::current_task();
            asyncio::timeout(1);
            print("made");
        } catch (const RuntimeError& e) {
            print("{}", repr(e));
        }
    };
    loop.call_soon(asyncio::named("cb", cb));
    co_await asyncio::sleep(0);
}

Coroutine<> main() {
    co_await rescheduled();
    co_await at_once();
    co_await from_outside();
    co_await at_the_same_instant();
    co_await nested();
    co_await in_the_past();
}
void program() { asyncio::run(main()); }

}  // namespace extra_timeout_03
