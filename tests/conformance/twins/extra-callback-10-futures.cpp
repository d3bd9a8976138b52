#include "../python.hpp"

// Futures: results, exceptions, cancellation with messages, callbacks that change other futures.
namespace extra_callback_10 {
using asyncio::None;

std::string before_colon(std::string text) { return text.substr(0, text.find(':')); }

Coroutine<std::string> waits(Future<std::string> f, std::string n) {
    try {
        auto r = co_await f;
        print("{} got {}", n, r);
        co_return r;
    } catch (const asyncio::CancelledError& e) {
        print("{} cancelled {} {}", n, repr(e), repr(f.cancelled()));
        throw;
    }
}

Coroutine<> results() {
    auto& loop = asyncio::get_running_loop();
    auto f0 = loop.create_future<std::vector<int>>();
    print("{} {} {}", repr(f0), repr(f0.done()), repr(f0.cancelled()));
    try {
        f0.result();
    } catch (const asyncio::InvalidStateError& e) {
        print("{}", repr(e));
    }
    try {
        f0.exception();
    } catch (const asyncio::InvalidStateError& e) {
        print("{}", repr(e));
    }
    f0.set_result(std::vector<int>{1, 2});
    print("{} {} {} {} {}", repr(f0), repr(f0.result()), repr(f0.exception()), repr(f0.cancel()), repr(f0.cancelled()));
    try {
        f0.set_result(std::vector<int>{});
    } catch (const asyncio::InvalidStateError& e) {
        print("{} {}", type_name(e), before_colon(str(e)));
    }
    try {
        f0.set_exception(ValueError());
    } catch (const asyncio::InvalidStateError& e) {
        print("{} {}", type_name(e), before_colon(str(e)));
    }
    co_return;
}

Coroutine<> exceptions() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future();
    f.set_exception(ValueError());
    print("{} {}", repr(f), repr(f.exception()));
    try {
        f.result();
    } catch (const ValueError& e) {
        print("True");
    }
    f = loop.create_future();
    try {
        f.set_exception(asyncio::StopIteration("s"));
    } catch (const TypeError& e) {
        print("{} {}", repr(e), repr(f.done()));
    }
    f.set_exception(TimeoutError("from outside"));
    try {
        co_await f;
    } catch (const TimeoutError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> cancelled() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future();
    bool c1 = f.cancel("first"), c2 = f.cancel("second");
    print("{} {} {}", repr(c1), repr(c2), repr(f));
    for (int i = 0; i < 2; ++i) {
        try {
            co_await f;
        } catch (const asyncio::CancelledError& e) {
            print("await {}", repr(e));
        }
        try {
            f.result();
        } catch (const asyncio::CancelledError& e) {
            print("result {}", repr(e));
        }
    }
    print("{}", asyncio::current_task().cancelling());
}

Coroutine<> two_waiters() {
    auto& loop = asyncio::get_running_loop();
    auto fs = loop.create_future<std::string>();
    auto a = asyncio::create_task(waits(fs, "a")), b = asyncio::create_task(waits(fs, "b"));
    co_await asyncio::sleep(0);
    a.cancel("a only");
    print("{} {}", repr(fs.cancelled()), repr(b.done()));
    auto [ra, rb] = co_await asyncio::gather(a, b, asyncio::return_exceptions);
    print("[\"{}\", \"{}\"]", repr(ra), repr(rb));
}

Coroutine<> callbacks() {
    auto& loop = asyncio::get_running_loop();
    auto f1 = loop.create_future<std::string>(), g = loop.create_future<std::string>();
    auto third = asyncio::named("third", [&](Future<std::string>) {
        print("third");
        loop.call_soon([] { print("after third"); });
    });
    auto first = asyncio::named("first", [&](Future<std::string> fut) {
        print("first {}", fut.result());
        fut.add_done_callback(third);
        g.cancel("by first");
    });
    auto second = asyncio::named("second", [&](Future<std::string>) { print("second {}", repr(g.cancelled())); });
    f1.add_done_callback(first);
    f1.add_done_callback(second);
    g.add_done_callback([](auto) { print("g done"); });
    f1.set_result("x");
    print("set");
    for (int i = 0; i < 4; ++i) co_await asyncio::sleep(0);
}

Coroutine<> already_set() {
    auto& loop = asyncio::get_running_loop();
    auto fs = loop.create_future<std::string>();
    auto t = asyncio::create_task(waits(fs, "c"));
    co_await asyncio::sleep(0);
    fs.set_result("1");
    bool tc = t.cancel();
    print("{} {}", repr(tc), t.cancelling());
    auto [rt] = co_await asyncio::gather(t, asyncio::return_exceptions);
    print("[\"{}\"]", repr(rt));
}

Coroutine<> dropped() {
    auto& loop = asyncio::get_running_loop();
    {
        auto dropped = loop.create_future();
        dropped.add_done_callback([](auto) { print("never"); });
    }
    auto fs = loop.create_future<std::string>();
    std::vector<Task<std::string>> ts;
    for (int i = 0; i < 3; ++i) ts.push_back(asyncio::create_task(waits(fs, fmt::format("{}", i))));
    co_await asyncio::sleep(0);
    loop.call_later(0.01, asyncio::named("set_result", [fs] { fs.set_result("all"); }));
    loop.call_later(0.01, &Future<std::string>::cancel, fs);
    co_await asyncio::wait(ts);
    print("{}", repr(fs));
}

Coroutine<> lost() {
    auto& loop = asyncio::get_running_loop();
    auto lost = loop.create_future();
    lost.set_exception(RuntimeError("lost"));
    lost = loop.create_future();
    lost.set_exception(RuntimeError("seen"));
    lost.exception();
    lost = {};
    print("end");
    co_return;
}

Coroutine<> main() {
    co_await results();
    co_await exceptions();
    co_await cancelled();
    co_await two_waiters();
    co_await callbacks();
    co_await already_set();
    co_await dropped();
    co_await lost();
}
void program() { asyncio::run(main()); }

}  // namespace extra_callback_10
