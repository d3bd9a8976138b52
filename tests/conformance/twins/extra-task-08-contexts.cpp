#include "../python.hpp"

// Whose context variables everything sees: callbacks, tasks, threads, runners.
namespace extra_task_08 {

asyncio::ContextVar<std::string> var("var", "default");
asyncio::ContextVar<std::string> other("other");

void show(std::string where) { print("{} {} {}", where, var.get(), other.get("-")); }

Coroutine<> child(std::string name) {
    show(name + " begins");
    var.set(name);
    co_await asyncio::sleep(0);
    show(name + " ends");
}

Coroutine<> callbacks() {
    auto& loop = asyncio::get_running_loop();
    try {
        other.get();
    } catch (const asyncio::LookupError& e) {
        print("{}", type_name(e));
    }
    auto token = var.set("main");
    loop.call_soon(show, "soon");
    loop.call_later(0.01, show, "later");
    var.set("main 2");
    auto t = asyncio::create_task(child("task"));
    auto f = loop.create_future();
    f.add_done_callback([](auto) { show("done callback"); });
    var.set("main 3");
    f.set_result();
    co_await child("awaited");
    show("after await");
    co_await t;
    show("after task");
    var.reset(token);
    show("reset");
}

Coroutine<> given_contexts() {
    auto& loop = asyncio::get_running_loop();
    auto ctx = asyncio::copy_context();
    ctx.run([] { var.set("ctx"); });
    ctx.run([] { other.set("ctx other"); });
    loop.call_soon(ctx, show, "soon in ctx");
    auto f2 = loop.create_future<int>();
    f2.add_done_callback([](auto) { show("done in ctx"); }, ctx);
    f2.set_result(1);
    co_await asyncio::create_task(child("task in ctx"), {.context = ctx});
    print("{} {} {} {}", ctx[var], ctx[other], repr(ctx.contains(var)), ctx.run([] { return var.get(); }));
    show("main");
}

Coroutine<> inherited() {
    co_await asyncio::gather(child("g1"), child("g2"));
    show("after gather");
    co_await asyncio::wait_for(child("w"), 1);
    show("after wait_for");
    co_await asyncio::async_with(asyncio::timeout(1), []() -> Coroutine<> { co_await child("in timeout"); });
    show("after timeout");
    co_await asyncio::async_with(asyncio::TaskGroup(), [](auto& tg) -> Coroutine<> {
        tg.create_task(child("tg"));
        co_return;
    });
    show("after group");
    auto in_thread = asyncio::named("in_thread", [] {
        show("thread");
        var.set("thread");
        return var.get();
    });
    print("{}", co_await asyncio::to_thread(in_thread));
    show("after thread");
    co_await asyncio::shield(child("shielded"));
    show("after shield");
    std::vector<Coroutine<>> ac;
    ac.push_back(child("ac"));
    for (auto& c : asyncio::as_completed(std::move(ac))) co_await c;
    show("after as_completed");
}

Coroutine<> tokens() {
    co_await asyncio::sleep(0.02);
    auto token = var.set("a");
    var.set("b");
    print("{} {}", token.old_value().value(), var.name());
    var.reset(token);
    show("end");
}

Coroutine<> main() {
    co_await callbacks();
    co_await given_contexts();
    co_await inherited();
    co_await tokens();
}

Coroutine<> first() {
    var.set("runner");
    show("first");
    co_return;
}
Coroutine<> second() {
    show("second");
    co_return;
}

void program() {
    asyncio::run(main());
    show("outside");
    {
        asyncio::Runner runner;
        runner.run(first());
        runner.run(second());
        auto ctx = asyncio::copy_context();
        ctx.run([] { var.set("given"); });
        runner.run(second(), ctx);
    }
    show("outside");
}

}  // namespace extra_task_08
