#include "../python.hpp"

// The pages "Futures", "Runners", "Exceptions" and contextvars: examples, errors, return values.
namespace extra_docs_03 {

Coroutine<> set_after(Future<std::string> fut, double delay, std::string value) {
    co_await asyncio::sleep(delay);
    fut.set_result(value);
}

Coroutine<> example() {
    auto& loop = asyncio::get_running_loop();
    auto fut = loop.create_future<std::string>();
    loop.create_task(set_after(fut, 1, "... world"));
    print("hello ...");
    print("{}", co_await fut);
}

asyncio::ContextVar<std::string> var("var", "default"), bare("bare");

Coroutine<> checks() {
    auto& loop = asyncio::get_running_loop();
    auto fut = loop.create_future<std::string>();
    print("{} {} {} {} {}", repr(asyncio::isfuture(fut)), repr(asyncio::isfuture(asyncio::current_task())), repr(asyncio::isfuture(3)),
          repr(asyncio::iscoroutinefunction(checks)), repr(asyncio::iscoroutinefunction([] {})));
    auto c = set_after(fut, 1, "x");
    print("{} {} {}", repr(asyncio::iscoroutine(c)), repr(asyncio::iscoroutine(checks)), repr(asyncio::isfuture(c)));
    c.close();
    print("{} {}", repr(asyncio::ensure_future(fut) == fut), repr(&fut.get_loop() == &loop));
    refused([] { asyncio::ensure_future(42); });
    auto t = asyncio::ensure_future(set_after(fut, 0, "y"));
    auto y = co_await fut;
    print("{} {}", y, repr(t.done()));
    co_await t;
    refused([&] { fut.set_result("z"); });
    refused([&] { fut.set_exception(ValueError("z")); });
    print("{}", fut.remove_done_callback(print));
    auto g = loop.create_future<int>();
    g.cancel("msg");
    refused([&] { g.result(); });
    refused([&] { g.exception(); });
    refused([&] { g.set_result(1); });
    auto f = loop.create_future<int>();
    f.set_exception(ValueError("v"));
    refused([&] { f.result(); });
    refused([&] { f.result(); });
    print("{}", repr(f.exception()));
    auto cb_context = asyncio::copy_context();
    cb_context.run([] { var.set("in cb_context"); });
    auto h = loop.create_future<int>();
    h.add_done_callback([](auto f) { print("callback {} {}", var.get(), f.result()); }, cb_context);
    h.add_done_callback([](auto f) { print("callback {} {}", var.get(), f.result()); });
    h.set_result(1);
    co_await asyncio::sleep(0);
}

Coroutine<> contexts() {
    print("{} {} {} {}", var.name(), var.get(), var.get("given"), bare.get("fallback"));
    try {
        bare.get();
    } catch (const asyncio::LookupError& e) {
        print("{}", type_name(e));
    }
    auto token = var.set("new");
    print("{} {} {}", repr(!token.old_value()), "True", var.get());
    auto token2 = var.set("newer");
    print("{}", *token2.old_value());
    var.reset(token2);
    print("{}", var.get());
    var.reset(token);
    print("{}", var.get());
    auto ctx = asyncio::copy_context();
    ctx.run([] { var.set("inside"); });
    print("{} {} {}", ctx[var], repr(ctx.contains(var)), repr(ctx.contains(bare)));
    try {
        ctx[bare];
    } catch (const asyncio::KeyError& e) {
        print("KeyError");
    }
    std::function<std::string()> main = [&]() -> std::string {
        print("{}", var.get());
        var.set("main's");
        return "returned";
    };
    auto r = ctx.run(main);
    print("{} {} {}", r, ctx[var], var.get());
    co_return;
}

Coroutine<> timeouts() {
    print("{} {}", repr(std::is_same_v<asyncio::TimeoutError, TimeoutError>), repr(std::is_base_of_v<Exception, asyncio::CancelledError>));
    {
        asyncio::IncompleteReadError e("ab", 5);
        print("{} {} {} {}", e, repr(e), repr_bytes(e.partial), *e.expected);
    }
    {
        asyncio::IncompleteReadError e("ab", std::nullopt);
        print("{} {}", e, repr(e.expected));
    }
    asyncio::LimitOverrunError e("too long", 7);
    print("{} {} {}", e, repr(e), e.consumed);
    print("{} {} {} {}", repr(asyncio::SendfileNotAvailableError("x")), repr(isinstance<RuntimeError>(asyncio::SendfileNotAvailableError("x"))),
          repr(isinstance<asyncio::EOFError>(asyncio::IncompleteReadError("", 1))), repr(isinstance<Exception>(asyncio::InvalidStateError())));
    co_return;
}

Coroutine<std::string> hello() {
    co_await asyncio::sleep(1);
    print("hello");
    co_return "returned";
}

Coroutine<> sets(std::string x) {
    var.set(x);
    co_return;
}
Coroutine<std::string> gets() { co_return var.get(); }

Coroutine<> nested() {
    auto c = hello();
    try {
        asyncio::run(c);
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    {
        asyncio::Runner r;
        try {
            r.run(c);
        } catch (const RuntimeError& e) {
            print("{}", repr(e));
        }
    }
    c.close();
    co_return;
}

void program() {
    asyncio::run(example());
    asyncio::run(checks());
    asyncio::run(contexts());
    asyncio::run(timeouts());
    asyncio::Loop* loop;
    asyncio::Counted<asyncio::Loop> kept;
    {
        asyncio::Runner runner;
        print("{}", runner.run(hello()));
        auto ctx = asyncio::copy_context();
        runner.run(sets("runner's"));
        auto got = runner.run(gets());
        print("{} {}", got, var.get());
        runner.run(sets("ctx's"), ctx);
        auto got1 = runner.run(gets()), got2 = runner.run(gets(), ctx);
        print("{} {} {}", got1, got2, ctx[var]);
        loop = &runner.get_loop();
        kept = asyncio::Counted<asyncio::Loop>(loop);
        print("{} {} {}", repr(loop->is_closed()), repr(loop == &runner.get_loop()), repr(loop->get_debug()));
        runner.close();
        print("{}", repr(loop->is_closed()));
        refused([&] { runner.get_loop(); });
        refused([&] { runner.run(3); });
        auto c = hello();
        refused([&] { runner.run(c); });
        c.close();
        runner.close();
    }
    {
        asyncio::Runner runner({.debug = true});
        print("{}", repr(runner.get_loop().get_debug()));
    }
    asyncio::run(nested());
    refused(asyncio::get_running_loop);
    refused(asyncio::current_task);
    refused([] { asyncio::all_tasks(); });
}

}  // namespace extra_docs_03
