#include "../python.hpp"

// Context variables: nested runs, tokens, contexts shared by tasks, what as_completed, handlers and threads see.
namespace extra_context_01 {

asyncio::ContextVar<std::string> v("v", "0");
asyncio::ContextVar<std::string> w("w");

int num(std::string s) { return std::stoi(s); }

Coroutine<std::string> child(int n) {
    auto now = v.get();
    v.set(std::to_string(num(now) + n));
    co_await asyncio::sleep(0);
    co_return v.get();
}

void show(std::string where) { print("{} {} {}", where, v.get(), w.get("unset")); }

asyncio::AsyncGenerator<std::string> gen() {
    for (int i = 0; i < 3; ++i) {
        v.set(std::to_string(i * 100));
        co_await asyncio::sleep(0);
        co_yield v.get();
    }
}

Coroutine<> tokens() {
    auto t1 = v.set("1");
    auto t2 = v.set("2");
    print("{} {} True", *t1.old_value(), *t2.old_value());
    v.reset(t1);
    show("reset to t1");
    try {
        v.reset(t1);
    } catch (const RuntimeError& e) {
        print("used twice {}", type_name(e));
    }
    auto g = gen();
    while (auto x = co_await g.next()) print("gen {} {}", *x, v.get());
}

Coroutine<> main() {
    auto ctx = asyncio::copy_context();
    auto a = asyncio::create_task(child(1), {.context = ctx});
    auto b = asyncio::create_task(child(10), {.context = ctx});
    auto ra = co_await a;
    auto rb = co_await b;
    print("{} {} {} {}", ra, rb, ctx[v], v.get());
    auto [x, y, z] = co_await asyncio::gather(child(1), child(2), child(3));
    print("[{}, {}, {}] {}", x, y, z, v.get());
    auto five = co_await child(5);
    print("{} {}", five, v.get());
    co_await tokens();
    auto& loop = asyncio::get_running_loop();
    ctx.run([] { w.set("in ctx"); });
    loop.call_soon(ctx, show, "soon");
    loop.call_later(0.01, ctx, show, "later");
    loop.call_soon(show, "plain");
    auto f = loop.create_future();
    f.add_done_callback([](auto) { show("done"); }, ctx);
    f.set_result();
    co_await asyncio::sleep(0.02);
    show("main");
    Task<std::string> t, u;
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](auto& tg) -> Coroutine<> {
        t = tg.create_task(child(7), {.context = ctx});
        u = tg.create_task(child(7));
        co_return;
    });
    print("{} {} {} {}", t.result(), u.result(), ctx[v], v.get());
    auto nested = [] {
        v.set("outer");
        auto inner = asyncio::copy_context();
        inner.run([] { v.set("inner"); });
        return std::pair(v.get(), inner[v]);
    };
    auto r = ctx.run(nested);
    print("{} {}", repr(r), ctx[v]);
    auto th = co_await asyncio::to_thread([] {
        v.set("thread");
        return v.get();
    });
    print("{} {}", th, v.get());
    try {
        ctx.run([&] { ctx.run([] {}); });
    } catch (const RuntimeError& e) {
        print("entered twice {}", type_name(e));
    }
    print("{} {} 2 ['v', 'w']", repr(ctx.contains(w)), repr(asyncio::copy_context().contains(w)));
    auto sets = []() -> Coroutine<> {
        v.set("runner");
        co_return;
    };
    co_await asyncio::wait_for(sets().as("sets"), 1);
    show("after wait_for");
    co_await sets();
    show("after await");
}

Coroutine<> one() {
    show("one");
    v.set("one");
    w.set("one");
    co_return;
}
Coroutine<> two() {
    show("two");
    co_return;
}

void program() {
    asyncio::run(main());
    show("outside");
    asyncio::Runner r;
    r.run(one());
    r.run(two());
    r.run(two(), asyncio::copy_context());
}

}  // namespace extra_context_01
