#include "../python.hpp"

// Gather of what is done, was cancelled, repeats or stays.
namespace extra_gather_08 {

template <class T>
Coroutine<T> v_(T x, double d, std::exception_ptr fail) {
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError& e) {
        print("{} cancelled {}", x, repr_args(e));
        throw;
    }
    if (fail) std::rethrow_exception(fail);
    co_return x;
}
Coroutine<int> v(int x, double d = 0, std::exception_ptr fail = nullptr) { return v_(x, d, fail).as("v"); }
Coroutine<std::string> v(std::string x, double d = 0, std::exception_ptr fail = nullptr) { return v_(x, d, fail).as("v"); }
template <class E>
std::exception_ptr ex(E e) { return std::make_exception_ptr(e); }
template <class... T>
std::string list(const std::tuple<T...>& t) {
    auto s = repr(t);
    s = s.substr(1, s.size() - 2);
    if (s.ends_with(",")) s.pop_back();
    return "[" + s + "]";
}

Coroutine<std::string> stays() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        co_return "stayed";
    }
    co_return "None";
}

Coroutine<> done_already() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future<std::string>();
    f.set_result("f");
    print(list(co_await asyncio::gather(v(1), f, v("b", 0.01), asyncio::sleep(0.01, "s"))));
    {
        auto a = co_await asyncio::gather();
        auto b = co_await asyncio::gather(std::vector<Future<>>());
        auto c = co_await asyncio::gather(asyncio::return_exceptions);
        (void)a; (void)c;
        print("[] {} []", repr(b));
    }
    auto t = asyncio::create_task(v("t", 0.01));
    print(list(co_await asyncio::gather(t, t, f, t)));
}

Coroutine<> failures() {
    auto& loop = asyncio::get_running_loop();
    auto bad = loop.create_future();
    bad.set_exception(KeyError("bad"));
    print(list(co_await asyncio::gather(bad, v(2, 0.01, ex(ZeroDivisionError())), asyncio::return_exceptions)));
    {
        auto g = asyncio::gather(v("x", 0.01, ex(ValueError("first"))), v("y", 0.01, ex(ValueError("second"))), v("z", 0.02));
        g.add_done_callback([](auto g) { print("done {}", repr(g.exception())); });
        try {
            co_await g;
        } catch (const ValueError& e) {
            print("caught {}", e);
        }
        try {
            g.result();
        } catch (const ValueError& e) {
            print("again {} {}", e, repr(g.cancel()));
        }
    }
}

Coroutine<> child_cancelled() {
    auto& loop = asyncio::get_running_loop();
    auto c = loop.create_future();
    c.cancel("before");
    try {
        print(list(co_await asyncio::gather(v("w", 0.01), c)));
    } catch (const asyncio::CancelledError& e) {
        print("cancelled child {} {}", repr_args(e), asyncio::current_task().cancelling());
    }
    print(list(co_await asyncio::gather(v("w", 0.01), c, asyncio::return_exceptions)));
    {
        auto g = asyncio::gather(v("in1", 1), asyncio::gather(v("in2", 1), v("in3", 1)), asyncio::return_exceptions);
        co_await asyncio::sleep(0.01);
        bool r = g.cancel("down");
        print("{} {} {}", repr(r), repr(g.done()), repr(g.cancelled()));
        try {
            co_await g;
        } catch (const asyncio::CancelledError& e) {
            print("g {} {}", repr_args(e), repr(g.cancelled()));
        }
    }
    {
        auto g = asyncio::gather(v("k1", 1), v("k2", 0.01));
        auto awaits = asyncio::named("awaits", [](auto g) -> Coroutine<> {
            try {
                co_await g;
            } catch (const asyncio::CancelledError& e) {
                print("awaits {}", repr_args(e));
                throw;
            }
        });
        auto a1 = asyncio::create_task(awaits(g)), a2 = asyncio::create_task(awaits(g));
        co_await asyncio::sleep(0.02);
        a1.cancel("a1");
        auto rs = co_await asyncio::gather(a1, a2, asyncio::return_exceptions);
        print("{} {}", list(rs), repr(g.cancelled()));
    }
}

Coroutine<> again() {
    auto co = v("same", 0.01);
    print(list(co_await asyncio::gather(co, co)));
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), []() -> Coroutine<> {
            co_await asyncio::gather(v("l1", 0.005), v("l2", 1), asyncio::return_exceptions);
        });
    } catch (const TimeoutError&) {
        print("timeout");
    }
    {
        auto stubborn = asyncio::create_task(stays());
        auto g = asyncio::gather(stubborn, v("other", 1));
        co_await asyncio::sleep(0);
        g.cancel();
        try {
            print(list(co_await g));
        } catch (const asyncio::CancelledError&) {
            print("g cancelled {}", stubborn.result());
        }
    }
    {
        auto g = asyncio::gather(stays());
        co_await asyncio::sleep(0);
        g.cancel();
        try {
            print("result {}", list(co_await g));
        } catch (const asyncio::CancelledError&) {
            print("still cancelled");
        }
    }
    std::vector<Task<int>> ts;
    for (int i = 0; i < 3; ++i) ts.push_back(asyncio::create_task(v(i, 0.01 * (3 - i)), std::to_string(i)));
    print(co_await asyncio::gather(ts));
}

Coroutine<> main() {
    co_await done_already();
    co_await failures();
    co_await child_cancelled();
    co_await again();
}
void program() { asyncio::run(main()); }

}  // namespace extra_gather_08
