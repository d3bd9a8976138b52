#include "../python.hpp"

// What nobody awaits or retrieves, and when it is told.
namespace extra_exception_07 {

Coroutine<std::string> work(std::string n) {
    print("work {}", n);
    co_await asyncio::sleep(0.01);
    co_return n;
}

Coroutine<std::string> fails(std::string n) {
    co_await asyncio::sleep(0);
    throw ValueError(n);
}

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) {
    print("handler: {} {}", context.message.substr(0, context.message.find('<')), repr(context.exception));
}

Coroutine<> never_awaited() {
    { auto c = work("dropped"); }
    print("after del");
    std::vector<Coroutine<std::string>> cs;
    for (int i = 0; i < 2; ++i) cs.push_back(work(std::to_string(i)));
    co_await cs[0];
    cs.clear();
    print("after clear");
    auto t = asyncio::create_task(work("cancelled before start"));
    t.cancel();
    co_await asyncio::gather(t, asyncio::return_exceptions);
    try {
        co_await asyncio::wait_for(work("no time"), 0);
    } catch (const TimeoutError&) {
        print("no time");
    }
    auto c = work("refused");
    try {
        asyncio::run(c);
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    c.close();
    {
        auto c = work("closed");
        c.close();
    }
    static_cast<void>(asyncio::sleep(1));
    print("after sleep");
    auto s = work("for a shield");
    co_await asyncio::shield(std::move(s));
    auto s2 = asyncio::shield(work("kept by the shield"));
    co_await s2;
}

Coroutine<> never_retrieved() {
    auto& loop = asyncio::get_running_loop();
    loop.set_exception_handler(handler);
    auto t = asyncio::create_task(fails("a"));
    co_await asyncio::sleep(0.01);
    print("done {}", repr(t.done()));
    t = {};
    print("deleted");
    t = asyncio::create_task(fails("b"));
    co_await asyncio::wait({t});
    t.exception();
    t = asyncio::create_task(fails("c"));
    t.add_done_callback([](auto t) { print("callback {}", repr(t.cancelled())); });
    co_await asyncio::sleep(0.01);
    t = {};
    auto g = asyncio::gather(fails("d"), fails("e"));
    try {
        co_await g;
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    g = {};
    g = asyncio::gather(fails("f"), fails("g"));
    co_await asyncio::sleep(0.01);
    print("gather done {}", repr(g.done()));
    g = {};
    auto f = loop.create_future();
    f.set_exception(KeyError("h"));
    f = {};
    t = asyncio::create_task(fails("i"));
    try {
        co_await asyncio::wait_for(asyncio::shield(t), 0);
    } catch (const TimeoutError&) {
        print("shield gone");
    }
    co_await asyncio::sleep(0.01);
    t = {};
    {
        auto [done, pending] =
            co_await asyncio::wait({asyncio::create_task(fails("j")), asyncio::create_task(work("k"))});
        print("{}", done.size());
    }
    print("waited");
    loop.set_exception_handler(nullptr);
    asyncio::create_task(fails("z"));
}

Coroutine<> main() {
    co_await never_awaited();
    co_await never_retrieved();
}

void program() {
    asyncio::run(main());
    print("over");
}

}  // namespace extra_exception_07
