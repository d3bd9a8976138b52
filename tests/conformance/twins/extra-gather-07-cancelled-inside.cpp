#include "../python.hpp"

// Gathers in gathers, cancelled from above, from inside and by a child.
namespace extra_gather_07 {

Coroutine<std::string> leaf(std::string name, double d, std::exception_ptr fail = nullptr, double cleanup = 0) {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError& e) {
        print("{} cancelled {}", name, repr(e));
        error = std::current_exception();
    }
    if (error) {
        co_await asyncio::sleep(cleanup);
        std::rethrow_exception(error);
    }
    if (fail) std::rethrow_exception(fail);
    print("{} done", name);
    co_return name;
}
template <class E> std::exception_ptr made(E e) { return std::make_exception_ptr(e); }

Coroutine<> nested_cancel() {
    auto a = asyncio::gather(leaf("a1", 0.05), leaf("a2", 0.01));
    auto b = asyncio::gather(leaf("b1", 0.05, nullptr, 0.01), a, asyncio::return_exceptions);
    auto c = asyncio::gather(b, leaf("c", 0.05));
    asyncio::get_running_loop().call_later(0.02, asyncio::named("cancel", [c] { c.cancel("top"); }));
    try {
        co_await c;
    } catch (const asyncio::CancelledError& e) {
        print("{} {} {} {}", repr(e), repr(a.cancelled()), repr(b.cancelled()), repr(c.cancelled()));
    }
}

Coroutine<> cancel_inner() {
    auto inner = asyncio::gather(leaf("i1", 0.05), leaf("i2", 0.01));
    auto outer = asyncio::gather(inner, leaf("o", 0.03), asyncio::return_exceptions);
    co_await asyncio::sleep(0.02);
    bool asked = inner.cancel("inner");
    print("{} {}", repr(asked), repr(inner.done()));
    auto [a, b] = co_await outer;
    print("[{}, {}]", repr(a), repr(b));
}

Coroutine<> duplicates() {
    auto t = asyncio::create_task(leaf("t", 0.01));
    auto f = asyncio::get_running_loop().create_future<std::string>();
    auto c = leaf("c", 0);
    auto g = asyncio::gather(t, f, t, c, c, f);
    f.set_result("f");
    print("{}", std::apply([](auto... x) { return repr(std::vector<std::string>{x...}); }, co_await g));
    auto u = asyncio::create_task(leaf("u", 0.01, made(ValueError("u"))));
    auto [x, y] = co_await asyncio::gather(u, u, asyncio::return_exceptions);
    print("[{}, {}]", repr(x), repr(y));
}

Coroutine<> failure_then_await_again() {
    auto g = asyncio::gather(leaf("x", 0.01, made(KeyError("x"))), leaf("y", 0.02), leaf("z", 0.03, made(KeyError("z"))));
    for (int i = 0; i < 2; ++i) {
        try {
            co_await g;
        } catch (const KeyError& e) {
            print("{} {} {}", repr(e), repr(g.done()), repr(g.cancel()));
        }
    }
    co_await asyncio::sleep(0.05);
}

Coroutine<> empty() {
    auto g = asyncio::gather();
    print("{}", repr(g.done()));
    co_await g;
    print("[] {}", repr(g.done()));
    auto r = co_await asyncio::gather(std::vector<Task<int>>(), asyncio::return_exceptions);
    print("[{}]", r.size() ? "?" : "");
}

Coroutine<> selfish() {
    asyncio::current_task().cancel("self");
    co_await asyncio::sleep(0);
}

Coroutine<> child_cancels_itself() {
    try {
        co_await asyncio::gather(leaf("s", 0.01), selfish());
    } catch (const asyncio::CancelledError& e) {
        print("gather raises {}", repr(e));
    }
    auto [a, b] = co_await asyncio::gather(leaf("s", 0.01), selfish(), asyncio::return_exceptions);
    print("[{}, {}]", repr(a), repr(b));
    co_await asyncio::sleep(0.02);
}

Coroutine<> waits_in_group() {
    auto gatherer = []() -> Coroutine<> {
        try {
            co_await asyncio::gather(leaf("g1", 0.05, nullptr, 0.02), leaf("g2", 0.06));
        } catch (const asyncio::CancelledError& e) {
            print("gatherer {}", repr(e));
            throw;
        }
    };
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(gatherer().as("gatherer"));
            tg.create_task(leaf("bad", 0.01, made(ZeroDivisionError())));
            co_return;
        });
    } catch (...) {
        asyncio::except_star(asyncio::on<ZeroDivisionError>([](const auto& eg) { print("{}", repr(eg)); }));
    }
}

Coroutine<> main() {
    co_await nested_cancel();
    co_await cancel_inner();
    co_await duplicates();
    co_await failure_then_await_again();
    co_await empty();
    co_await child_cancels_itself();
    co_await waits_in_group();
}
void program() { asyncio::run(main()); }

}  // namespace extra_gather_07
