#include "../python.hpp"

// shield() and wait_for() where end, limit and cancellation fall on the same instant.
namespace extra_waitfor_04 {

Coroutine<std::string> job(std::string name, double d, bool fail = false) {
    try {
        co_await asyncio::sleep(d);
        print("{} ready", name);
        if (fail) throw ValueError(name);
        co_return name;
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

Coroutine<std::string> stubborn(std::string name, double d, double after) {
    bool cancelled = false;
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError&) {
        cancelled = true;
    }
    if (cancelled) {
        co_await asyncio::sleep(after);
        co_return name + " anyway";
    }
    co_return "";
}

Coroutine<> reraiser() {
    try {
        co_await asyncio::sleep(1);
    } catch (...) {
        throw KeyError("clean-up");
    }
}

Coroutine<> same_deadline() {
    for (auto [inner, limit] : {std::pair{0.01, 0.01}, {0.01, 0.0100004}, {0.0100004, 0.01}}) {
        auto t = asyncio::create_task(job("t", inner));
        try {
            print("{}", co_await asyncio::wait_for(asyncio::shield(t), limit));
        } catch (const TimeoutError& e) {
            print("timeout {} {}", repr(t.done()), repr(e.cause()));
        }
        print("{}", co_await t);
    }
}

Coroutine<> two_wait() {
    auto t = asyncio::create_task(job("s", 0.02));
    auto sh = asyncio::shield(t);
    auto waits = [&](std::string n) -> Coroutine<std::string> {
        try {
            co_return co_await sh;
        } catch (const asyncio::CancelledError& e) {
            print("{} struck {} {}", n, repr(sh.cancelled()), repr(e));
            throw;
        }
    };
    auto a = asyncio::create_task(waits("a").as("waits")), b = asyncio::create_task(waits("b").as("waits"));
    co_await asyncio::sleep(0.01);
    a.cancel("why");
    auto [ra, rb] = co_await asyncio::gather(a, b, asyncio::return_exceptions);
    print("[\"{}\", \"{}\"] {}", repr(ra), repr(rb), repr(t.done()));
    print("{}", co_await t);
}

Coroutine<> inner_is_cancelled() {
    auto t = asyncio::create_task(job("u", 0.02));
    auto a = asyncio::create_task(asyncio::wait_for(asyncio::shield(t), 1));
    co_await asyncio::sleep(0.01);
    t.cancel();
    try {
        co_await a;
    } catch (const asyncio::CancelledError&) {
        print("a got it {} {} {}", repr(a.cancelled()), a.cancelling(), repr(t.cancelled()));
    }
    try {
        co_await asyncio::shield(job("f", 0, true));
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    t = asyncio::create_task(job("d", 0));
    co_await t;
    print("{}", repr(asyncio::shield(t) == t));
}

Coroutine<> waits_for() {
    print("{}", co_await asyncio::wait_for(stubborn("st", 1, 0.01), 0.01));
    try {
        co_await asyncio::wait_for(reraiser(), 0.01);
    } catch (const KeyError& e) {
        print("{}", repr(e));
    }
    print("{}", co_await asyncio::wait_for(job("none", 0.01), asyncio::None()));
}

Coroutine<> waits_for_futures() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future<int>();
    loop.call_later(0.01, asyncio::named("set_result", [f] { f.set_result(7); }));
    print("{}", co_await asyncio::wait_for(f, 0.01));
    f = loop.create_future<int>();
    try {
        co_await asyncio::wait_for(f, 0);
    } catch (const asyncio::TimeoutError& e) {
        print("{} {}", repr(e), repr(f.cancelled()));
    }
    f = loop.create_future<int>();
    f.set_result(3);
    int r1 = co_await asyncio::wait_for(f, 0);
    int r2 = co_await asyncio::wait_for(f, -1);
    print("{} {}", r1, r2);
}

Coroutine<> cancelled() {
    auto& loop = asyncio::get_running_loop();
    auto w = asyncio::create_task(asyncio::wait_for(stubborn("slow", 1, 0.05), 0.01));
    co_await asyncio::sleep(0.02);
    bool c = w.cancel("now");
    print("{} {}", repr(c), repr(w.done()));
    auto [rw] = co_await asyncio::gather(w, asyncio::return_exceptions);
    print("[\"{}\"]", repr(rw));
    w = asyncio::create_task(asyncio::wait_for(job("end", 0.01), 1));
    loop.call_later(0.01, &Task<std::string>::cancel, w);
    auto [rw2] = co_await asyncio::gather(w, asyncio::return_exceptions);
    print("[\"{}\"] {}", repr(rw2), w.cancelling());
    w = asyncio::create_task(asyncio::wait_for(job("end2", 0.01), 1));
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    loop.call_later(0.01, &Task<std::string>::cancel, w);
    auto [rw3] = co_await asyncio::gather(w, asyncio::return_exceptions);
    print("[\"{}\"] {}", repr(rw3), w.cancelling());
}

Coroutine<> main() {
    co_await same_deadline();
    co_await two_wait();
    co_await inner_is_cancelled();
    co_await waits_for();
    co_await waits_for_futures();
    co_await cancelled();
}
void program() { asyncio::run(main()); }

}  // namespace extra_waitfor_04
