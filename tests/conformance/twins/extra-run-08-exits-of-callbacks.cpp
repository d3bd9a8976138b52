#include "../python.hpp"

// What leaves the loop from callbacks, tasks and exception handlers, and how the loop goes on.
namespace extra_run_08 {

using asyncio::SystemExit;
template <class E>
auto boom(E e) {
    return asyncio::named("boom", [e] {
        print("boom {}", type_name(e));
        throw e;
    });
}
void after(std::string x) { print("after {}", x); }

template <class E>
Coroutine<> task_boom(E e, double d = 0) {
    co_await asyncio::sleep(d);
    throw e;
}

Coroutine<> bystander(std::string name) {
    struct Finally { std::string& n; ~Finally() { print("{} finally", n); } } finally{name};
    try {
        while (true) {
            co_await asyncio::sleep(0.01);
            print("{} ticks", name);
        }
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

Coroutine<> main() {
    asyncio::create_task(bystander("last"));
    co_await asyncio::sleep(0.015);
    throw SystemExit(7);
}

using LoopPtr = asyncio::Counted<asyncio::Loop>;

void from_callbacks(LoopPtr loop) {
    loop->set_exception_handler([](auto&, auto& c) { print("handler {} {}", c.message.substr(0, c.message.find('(')), repr(c.exception)); });
    auto stop = asyncio::named("stop", [&] { loop->stop(); });
    auto round = [&](auto e) {
        loop->call_soon(boom(e));
        loop->call_soon(after, type_name(e));
        loop->call_later(0.01, stop);
        try {
            loop->run_forever();
            print("stopped");
        } catch (const BaseException& caught) {
            print("caught {}", repr(caught));
            loop->run_forever();
        }
    };
    round(KeyboardInterrupt("k"));
    round(SystemExit(3));
    round(ValueError("v"));
    round(asyncio::GeneratorExit("g"));
    round(asyncio::CancelledError("c"));
}

void from_tasks(LoopPtr loop) {
    auto by = loop->create_task(bystander("by"));
    auto run = [&](auto e) {
        try {
            loop->run_until_complete(task_boom(e, 0.015));
        } catch (const BaseException& caught) {
            print("main {} {}", repr(caught), repr(by.done()));
        }
    };
    run(SystemExit());
    run(KeyboardInterrupt());
    auto t = loop->create_task(task_boom(SystemExit("text"), 0.001));
    try {
        loop->run_until_complete(asyncio::sleep(1, loop));
    } catch (const SystemExit& caught) {
        print("other {} {} {}", repr(caught), repr(t.done()), repr(t.exception()));
    }
    auto cleanup = asyncio::named("cleanup", [&]() -> Coroutine<> {
        by.cancel();
        try {
            co_await by;
        } catch (const asyncio::CancelledError&) {
            print("by is gone");
        }
    });
    loop->run_until_complete(cleanup());
}

void from_handlers(LoopPtr loop) {
    auto stop = asyncio::named("stop", [&] { loop->stop(); });
    loop->set_exception_handler([](auto&, auto&) { throw RuntimeError("in handler"); });
    loop->call_soon(boom(KeyError("twice")));
    loop->call_soon(stop);
    loop->run_forever();
    loop->set_exception_handler([](auto&, auto&) { throw SystemExit("handler"); });
    loop->call_soon(boom(KeyError("thrice")));
    try {
        loop->run_forever();
    } catch (const SystemExit& e) {
        print("exit {}", repr(e));
    }
}

void program() {
    auto loop = asyncio::new_event_loop();
    asyncio::set_event_loop(loop);
    from_callbacks(loop);
    from_tasks(loop);
    from_handlers(loop);
    loop->stop();
    loop->run_forever();
    loop->close();
    try {
        asyncio::run(main());
    } catch (const SystemExit& e) {
        print("run {}", e.code);
    }
}

}  // namespace extra_run_08
