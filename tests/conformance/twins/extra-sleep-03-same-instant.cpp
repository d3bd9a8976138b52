#include "../python.hpp"

// Limits of every kind and sleeps that end at the same instant: the order of arming.
namespace extra_sleep_03 {

Coroutine<> sleeper(std::string n, double d) {
    co_await asyncio::sleep(d);
    print("{} slept", n);
}

Coroutine<> in_timeout(asyncio::Event ev) {
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<> {
            co_await ev.wait();
            print("event in time");
        });
    } catch (const TimeoutError&) {
        print("timeout()");
    }
}

Coroutine<> in_wait_for(Future<std::string> f) {
    try {
        print("wait_for {}", co_await asyncio::wait_for(asyncio::shield(f), 0.01));
    } catch (const TimeoutError&) {
        print("wait_for timed out");
    }
}

Coroutine<> in_wait(Future<std::string> f) {
    auto [done, pending] = co_await asyncio::wait({f}, {.timeout = 0.01});
    print("wait {} {}", done.size(), pending.size());
}

Coroutine<> in_as_completed(Future<std::string> f) {
    for (auto& c : asyncio::as_completed(std::vector{f}, 0.01)) {
        try {
            print("as_completed {}", co_await c);
        } catch (const TimeoutError&) {
            print("as_completed timed out");
        }
    }
}

Coroutine<> all_at_once() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future<std::string>();
    asyncio::Event ev;
    for (int order = 0; order < 3; ++order) {
        f = loop.create_future<std::string>();
        ev.clear();
        if (order == 0) {
            loop.call_later(0.01, asyncio::named("set_result", [&] { f.set_result("set"); }));
            loop.call_later(0.01, &asyncio::Event::set, ev);
        }
        std::vector<Task<>> ts;
        ts.push_back(asyncio::create_task(sleeper("first", 0.01)));
        ts.push_back(asyncio::create_task(in_timeout(ev)));
        ts.push_back(asyncio::create_task(in_wait_for(f)));
        ts.push_back(asyncio::create_task(in_wait(f)));
        ts.push_back(asyncio::create_task(in_as_completed(f)));
        ts.push_back(asyncio::create_task(sleeper("last", 0.01)));
        if (order == 2) {
            co_await asyncio::sleep(0);
            co_await asyncio::sleep(0);
        }
        if (order) {
            loop.call_later(0.01, [&] {
                if (!f.done()) f.set_result("set");
            });
            loop.call_later(0.01, &asyncio::Event::set, ev);
        }
        co_await asyncio::gather(ts);
        print("-- {} {} {}", order, rounded(loop.time(), 3), repr(f.done()));
        if (!f.done()) f.cancel();
    }
}

Coroutine<> cancelled_at_its_end() {
    auto& loop = asyncio::get_running_loop();
    for (double d : {0.01, 0.009999, 0.010001}) {
        auto t = asyncio::create_task(sleeper("victim", 0.01));
        co_await asyncio::sleep(0);
        loop.call_later(d, &Task<>::cancel, t);
        auto [r] = co_await asyncio::gather(t, asyncio::return_exceptions);
        print("[{}]", repr(r));
    }
}

Coroutine<> zero() {
    auto& loop = asyncio::get_running_loop();
    std::vector<Task<>> ts;
    for (int i = 0; i < 3; ++i) ts.push_back(asyncio::create_task(sleeper(std::to_string(i), 0)));
    auto say = asyncio::named("print", [](std::string text) { print("{}", text); });
    loop.call_soon(say, "soon");
    loop.call_later(0, say, "later 0");
    loop.call_at(loop.time(), say, "at now");
    loop.call_later(-1, say, "later -1");
    co_await asyncio::sleep(0);
    print("main 1");
    co_await asyncio::sleep(0);
    print("main 2");
    co_await asyncio::wait(ts);
}

Coroutine<> rounded_to_microseconds() {
    auto& loop = asyncio::get_running_loop();
    for (double d : {0.0100004, 0.0099996, 0.01, 0.0100005, 0.0100015})
        loop.call_later(d, asyncio::named("print", [d] { print("rounded {}", d); }));
    co_await asyncio::sleep(0.02);
    for (int i = 0; i < 10; ++i) co_await asyncio::sleep(0.1);
    print("{}", rounded(loop.time(), 6));
}

Coroutine<> main() {
    co_await all_at_once();
    co_await cancelled_at_its_end();
    co_await zero();
    co_await rounded_to_microseconds();
}
void program() { asyncio::run(main()); }

}  // namespace extra_sleep_03
