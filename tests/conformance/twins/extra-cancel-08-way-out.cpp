#include "../python.hpp"

// Cancelled on the way out of managers, groups under timeouts under shields, two limits at one instant.
namespace extra_cancel_08 {

Coroutine<> guarded(std::string name, double d) {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(d);
        print("{} slept", name);
    } catch (...) {
        error = std::current_exception();
    }
    print("{} cleans", name);
    co_await asyncio::sleep(0.01);
    print("{} cleaned", name);
    if (error) std::rethrow_exception(error);
}

struct Resource {
    std::string name;
    Coroutine<Resource*> enter() {
        print("enter {}", name);
        co_await asyncio::sleep(0);
        co_return this;
    }
    Coroutine<bool> exit(std::exception_ptr error) {
        print("exit {} {}", name, error ? type_name(error) : "None");
        try {
            co_await asyncio::sleep(0.02);
        } catch (const asyncio::CancelledError& e) {
            print("exit {} interrupted {}", name, repr(e));
            throw;
        }
        print("exited {}", name);
        co_return false;
    }
};

Coroutine<> body(double d) {
    co_await asyncio::async_with(Resource{"r"}, [d]() -> Coroutine<> {
        co_await asyncio::async_with(Resource{"s"}, [d]() -> Coroutine<> {
            co_await asyncio::sleep(d);
            print("body done");
        });
    });
}

Coroutine<std::string> group_in_timeout() {
    auto t = asyncio::timeout(0.05);
    try {
        co_await asyncio::async_with(t, []() -> Coroutine<> {
            co_await asyncio::async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& tg) -> Coroutine<> {
                auto a = tg.create_task(guarded("a", 1), "alpha");
                auto b = tg.create_task(guarded("b", 0.02));
                co_await b;
                print("None");
                print("b over {}", repr(a.done()));
            });
        });
    } catch (const TimeoutError& e) {
        print("timeout {} {} {}", repr(e), repr(t.expired()), repr(e.cause()));
    }
    co_return "group ended";
}

Coroutine<> shielded() {
    auto inner = asyncio::ensure_future(group_in_timeout());
    auto outer = asyncio::shield(inner);
    asyncio::get_running_loop().call_later(0.03, &Future<std::string>::cancel, outer);
    try {
        co_await outer;
    } catch (const asyncio::CancelledError& e) {
        print("outer cancelled {} {} {}", repr(e), repr(inner.done()), repr(outer.cancelled()));
    }
    print("{}", co_await inner);
}

Coroutine<> cancel_in_exit() {
    struct Case { double at; std::optional<double> again; };
    for (auto [at, again] : {Case{0.005, 0.015}, Case{0.012, 0.001}, Case{0.015, {}}}) {
        auto t = asyncio::create_task(body(0.01));
        co_await asyncio::sleep(at);
        print("cancel {}", repr(t.cancel("first")));
        if (again) {
            co_await asyncio::sleep(*again);
            bool second = t.cancel("second");
            print("again {} {}", repr(second), t.cancelling());
        }
        try {
            co_await t;
        } catch (const asyncio::CancelledError& e) {
            print("t {} {}", repr(e), repr(t.cancelled()));
        }
        print("--");
    }
}

Coroutine<> same_instant() {
    auto& loop = asyncio::get_running_loop();
    auto outer = asyncio::timeout_at(loop.time() + 0.01);
    std::optional<asyncio::Timeout> inner;
    try {
        co_await asyncio::async_with(outer, [&]() -> Coroutine<> {
            std::exception_ptr error;
            try {
                inner.emplace(asyncio::timeout_at(loop.time() + 0.01));
                co_await asyncio::async_with(*inner, []() -> Coroutine<> {
                    co_await asyncio::sleep(0.01);
                    print("slept as long");
                    co_await asyncio::sleep(0);
                    print("and more");
                    co_await asyncio::sleep(1);
                });
            } catch (...) {
                error = std::current_exception();
            }
            print("inner {} outer {} {}", repr(inner->expired()), repr(outer.expired()), asyncio::current_task().cancelling());
            if (error) std::rethrow_exception(error);
        });
    } catch (const TimeoutError&) {
        print("TimeoutError {} {} {}", repr(inner->expired()), repr(outer.expired()), asyncio::current_task().cancelling());
    }
    co_await asyncio::sleep(0);
    print("goes on {}", rounded(loop.time(), 3));
}

Coroutine<> main() {
    co_await shielded();
    co_await cancel_in_exit();
    co_await same_instant();
}
void program() { asyncio::run(main()); }

}  // namespace extra_cancel_08
