#include "../python.hpp"

// wait_for and gather at their edges: ties, limits in limits, cancellations that come too late, gathers in gathers.
namespace extra_waitfor_05 {

using Log = std::vector<std::string>;
using asyncio::CancelledError;
using asyncio::wait_for;
std::string args(const BaseException& e) { return e.has_message() ? "('" + e.message() + "',)" : "()"; }
Coroutine<std::string> work(std::string name, double d, Log& log) {
    try {
        co_await asyncio::sleep(d);
        log.push_back(name);
        co_return name;
    } catch (const CancelledError& e) {
        log.push_back(fmt::format("{} cancelled {}", name, args(e)));
        throw;
    }
}

Coroutine<std::string> slow_to_die(double d, std::string result = "") {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(1);
    } catch (const CancelledError&) {
        error = std::current_exception();
    }
    co_await asyncio::sleep(d);
    if (!result.empty()) co_return result;
    std::rethrow_exception(error);
}

template <class A>
Coroutine<> attempt(std::string label, A aw) {
    try {
        auto r = co_await std::move(aw);
        if constexpr (std::is_same_v<decltype(r), std::string>)
            print("{} {} {}", label, r, asyncio::current_task().cancelling());
        else
            print("{} {} {}", label, repr(r), asyncio::current_task().cancelling());
    } catch (const BaseException& e) {
        print("{} {} {}", label, repr(e), asyncio::current_task().cancelling());
    }
}

Coroutine<> limits() {
    Log log;
    co_await attempt("tie", wait_for(work("t", 0.01, log), 0.01));
    co_await attempt("nested", wait_for(wait_for(work("n", 0.05, log), 0.02), 0.01));
    co_await attempt("nested inner", wait_for(wait_for(work("m", 0.05, log), 0.01), 0.02));
    co_await attempt("nested equal", wait_for(wait_for(work("e", 0.05, log), 0.01), 0.01));
    co_await attempt("slow to die", wait_for(slow_to_die(0.02), 0.01));
    co_await attempt("stubborn", wait_for(slow_to_die(0.01, "late result"), 0.01));
}

Coroutine<> cancelled() {
    auto& loop = asyncio::get_running_loop();
    auto t = asyncio::create_task(wait_for(slow_to_die(0.02, "kept?"), 0.01));
    co_await asyncio::sleep(0.015);
    t.cancel("while dying");
    co_await attempt("cancelled while dying", t);
    auto f = loop.create_future<std::string>();
    t = asyncio::create_task(wait_for(f, 1));
    co_await asyncio::sleep(0);
    f.set_result("set");
    t.cancel("just too late");
    co_await attempt("cancel after result", t);
    f = loop.create_future<std::string>();
    t = asyncio::create_task(wait_for(f, 1));
    co_await asyncio::sleep(0);
    t.cancel("just before");
    if (!f.done())
        f.set_result("set");
    else
        print("future is cancelled already");
    co_await attempt("cancel before result", t);
}

Coroutine<> gathers() {
    auto& loop = asyncio::get_running_loop();
    Log log;
    auto inner = asyncio::gather(work("i1", 0.01, log), work("i2", 0.02, log));
    auto outer = asyncio::gather(inner, work("o", 0.03, log), asyncio::return_exceptions);
    co_await asyncio::sleep(0.015);
    inner.cancel("only inner");
    try {
        auto [a, b] = co_await outer;
        print("outer [{}, {}] {}", repr(a), repr(b), asyncio::current_task().cancelling());
    } catch (const BaseException& e) {
        print("outer {} {}", repr(e), asyncio::current_task().cancelling());
    }
    std::vector<Coroutine<std::string>> gs;
    for (int i = 0; i < 4; ++i) gs.push_back(work(fmt::format("g{}", i), 0.01 * i, log));
    auto g = asyncio::gather(gs, asyncio::return_exceptions);
    loop.call_later(0.015, asyncio::named("cancel", [g] { g.cancel("all of g"); }));
    co_await attempt("g", g);
    print("{} {} {}", repr(log), repr(g.cancelled()), repr(g.done()));
    auto parent = asyncio::named("parent", [&]() -> Coroutine<std::string> {
        co_await asyncio::gather(work("c1", 1, log), asyncio::gather(work("c2", 1, log), slow_to_die(0.01)));
        co_return "None";
    });
    auto p = asyncio::create_task(parent());
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    bool c1 = p.cancel("p"), c2 = p.cancel("p again");
    print("{} {}", repr(c1), repr(c2));
    co_await attempt("p", p);
    print("{}", repr(Log(log.end() - 2, log.end())));
}

Coroutine<> at_once() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future<std::string>();
    co_await asyncio::async_with(asyncio::timeout(0.02), [&]() -> Coroutine<> {
        co_await attempt("timeout 0", wait_for(f, 0));
        co_await attempt("done future, timeout 0", wait_for(asyncio::sleep(0, "x"), 0));
        auto d = loop.create_future<std::string>();
        d.set_result("done");
        co_await attempt("done", wait_for(d, 0));
    });
}

Coroutine<> main() {
    for (auto f : {limits, cancelled, gathers, at_once}) co_await f();
}

void program() { asyncio::run(main()); }

}  // namespace extra_waitfor_05
