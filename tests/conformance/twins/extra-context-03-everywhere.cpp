#include "../python.hpp"

// Whose context a callback sees: of readers, threads, threadsafe calls and coroutines, gathers, done callbacks and expiring limits.
namespace extra_context_03 {
asyncio::ContextVar<std::string> v("v", "root");
void show(std::string where) { print("{} {}", where, v.get()); }
Coroutine<std::string> coro(std::string where) {
    show(where);
    v.set(where);
    co_await asyncio::sleep(0);
    co_return v.get();
}
Coroutine<> limits() {
    auto limited = []() -> Coroutine<> {
        struct Finally {
            ~Finally() { show("finally"); }
        } finally;
        v.set("limited");
        co_await asyncio::async_with(asyncio::timeout(0.01), []() -> Coroutine<> {
            v.set("in timeout");
            co_await asyncio::sleep(1);
        });
    };
    try {
        co_await limited();
    } catch (const TimeoutError&) {
        show("timeout");
    }
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    a.setblocking(false);
    v.set("reader");
    loop.add_reader(a, [&, a = a] {
        show("readable");
        loop.remove_reader(a);
    });
    v.set("after");
    b.send("x");
    co_await asyncio::sleep(0.01);
    a.close(), b.close();
    auto thread = asyncio::named("thread", [&] {
        show("thread");
        v.set("thread");
        loop.call_soon_threadsafe(show, "threadsafe");
        print("{}", asyncio::run_coroutine_threadsafe(coro("submitted"), loop).result());
        show("thread ends");
    });
    co_await asyncio::to_thread(thread);
    co_await loop.run_in_executor(asyncio::None(), show, "executor");
    show("main");
    auto f = loop.create_future<int>();
    v.set("adds callback");
    f.add_done_callback([](auto) { show("done callback"); });
    v.set("sets result");
    loop.call_soon(asyncio::named("set_result", [f] { f.set_result(1); }));
    co_await f;
    co_await asyncio::sleep(0);
    auto g = asyncio::gather(coro("g1"), coro("g2"));
    v.set("awaits gather");
    auto [x, y] = co_await g;
    print("['{}', '{}'] {}", x, y, v.get());
    auto t = asyncio::create_task(coro("t"));
    t.add_done_callback([](auto) { show("task done"); });
    v.set("later");
    co_await t;
    co_await asyncio::sleep(0);
    co_await limits();
    loop.set_exception_handler([](auto&, auto&) { show("handler"); });
    v.set("raises");
    loop.call_soon([] { throw ZeroDivisionError("division by zero"); });
    v.set("end");
    co_await asyncio::sleep(0);
    co_await asyncio::shield(coro("shield"));
    asyncio::Event e;
    auto waiter = [&]() -> Coroutine<> {
        v.set("waiter");
        co_await e.wait();
        show("event");
    };
    auto w = asyncio::create_task(waiter().as("waiter"));
    co_await asyncio::sleep(0);
    v.set("setter");
    e.set();
    co_await w;
}
void program() { asyncio::run(main()); }
}  // namespace extra_context_03
