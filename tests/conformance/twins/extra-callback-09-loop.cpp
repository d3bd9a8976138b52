#include "../python.hpp"

// Handles, methods and errors of callbacks; a loop that is stopped and run again.
namespace extra_callback_09 {

struct Thing {
    int n;
    void method(int x = 0) { print("method {} {}", n, x); }
};

void cb(const auto&... args) {
    std::string text = "cb";
    ((text += fmt::format(" {}", args)), ...);
    print("{}", text);
}
void cb2(Future<> f) { print("cb2 {}", repr(f.cancelled())); }
void cbf(Future<> f) { cb(repr(f)); }

Coroutine<> bad() {
    throw KeyError("nobody asks");
    co_return;
}

Coroutine<> methods_and_handles() {
    auto& loop = asyncio::get_running_loop();
    print("{} {} {} {}", repr(loop.is_running()), repr(loop.is_closed()), repr(loop.get_debug()), repr(loop.time()));
    Thing thing{5};
    loop.call_soon(asyncio::named("method", [&] { thing.method(); }));
    loop.call_soon(&Thing::method, &thing, 7);
    loop.call_soon(asyncio::named("cb", [](int x) { cb(1, 2, x); }), 3);
    auto h = loop.call_later(0.01, asyncio::named("cb", [](auto x) { cb(x); }), "later");
    print("{} {}", repr(h.when()), repr(h.cancelled()));
    h.cancel();
    h.cancel();
    print("{}", repr(h.cancelled()));
    auto h2 = loop.call_at(loop.time() + 0.02, asyncio::named("cb", [](auto x) { cb(x); }), "at");
    auto h3 = loop.call_soon(asyncio::named("cb", [](auto x) { cb(x); }), "soon");
    h3.cancel();
    co_await asyncio::sleep(0);
    print("{} {}", repr(h3.cancelled()), repr(h2.when()));
}

Coroutine<> callbacks_add_callbacks() {
    auto& loop = asyncio::get_running_loop();
    std::function<void(int)> chain = [&](int n) {
        print("chain {}", n);
        if (n) {
            loop.call_soon(asyncio::named("chain", chain), n - 1);
            loop.call_later(0, asyncio::named("cb", [n] { cb("zero", n); }));
        }
    };
    loop.call_soon(asyncio::named("chain", chain), 2);
    co_await asyncio::sleep(0.001);
    loop.call_soon([] { throw ZeroDivisionError("division by zero"); });
    loop.call_soon(asyncio::named("cb", [](auto x) { cb(x); }), "after the error");
    co_await asyncio::sleep(0);
}

Coroutine<> errors() {
    auto& loop = asyncio::get_running_loop();
    loop.set_exception_handler([](asyncio::Loop&, const asyncio::ErrorContext& context) {
        std::vector<std::string> keys{"exception"};
        if (context.future) keys.push_back("future");
        if (context.handle) keys.push_back("handle");
        keys.push_back("message");
        print("handler {} {}", repr(keys), type_name(context.exception));
    });
    auto fut = loop.create_future<std::string>();
    auto failing = [&](Future<std::string> f) {
        print("failing {}", repr(f == fut));
        throw LookupError("in done callback");
    };
    fut.add_done_callback(asyncio::named("failing", failing));
    fut.add_done_callback([](auto f) { print("second {}", f.result()); });
    fut.set_result("r");
    co_await asyncio::sleep(0);
    loop.call_later(0.001, asyncio::named("failing", failing), Future<std::string>());
    co_await asyncio::sleep(0.002);
}

Coroutine<> never_retrieved() {
    auto& loop = asyncio::get_running_loop();
    {
        auto t = asyncio::create_task(bad());
        co_await asyncio::sleep(0);
        co_await asyncio::sleep(0);
    }
    {
        auto f = loop.create_future();
        f.set_exception(ValueError("future"));
    }
}

Coroutine<> removed() {
    auto& loop = asyncio::get_running_loop();
    auto fut2 = loop.create_future();
    fut2.add_done_callback(cbf);
    fut2.add_done_callback(cb2);
    fut2.add_done_callback(cbf);
    int removed = fut2.remove_done_callback(cbf);
    print("{} {}", removed, fut2.remove_done_callback(cbf));
    fut2.cancel();
    fut2.add_done_callback(cb2);
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0.02);
}

Coroutine<> due_together() {
    auto& loop = asyncio::get_running_loop();
    auto named_cb = asyncio::named("cb", [](auto x) { cb(x); });
    auto later = loop.call_later(0.01, named_cb, "never");
    loop.call_at(later.when() - 0.000001, &asyncio::TimerHandle::cancel, later);
    std::vector<asyncio::TimerHandle> hs;
    for (int i = 0; i < 3; ++i) hs.push_back(loop.call_later(0.02, named_cb, i));
    loop.call_later(0.02, &asyncio::TimerHandle::cancel, hs[2]);
    loop.call_later(0.0199, &asyncio::TimerHandle::cancel, hs[1]);
    co_await asyncio::sleep(0.03);
    print("{} {} {}", repr(hs[0].cancelled()), repr(hs[1].cancelled()), repr(hs[2].cancelled()));
}

Coroutine<> main() {
    co_await methods_and_handles();
    co_await callbacks_add_callbacks();
    co_await errors();
    co_await never_retrieved();
    co_await removed();
    co_await due_together();
}

Coroutine<> forever() {
    try {
        while (true) {
            co_await asyncio::sleep(0.004);
            print("tick");
        }
    } catch (const asyncio::CancelledError&) {
        print("no more ticks");
        throw;
    }
}

Coroutine<int> value() {
    co_await asyncio::sleep(0);
    co_return 42;
}

void program() {
    asyncio::run(main());
    auto loop = asyncio::new_event_loop();
    auto stopper = [&](int n) {
        print("stopper {}", n);
        loop->stop();
        loop->call_soon(asyncio::named("print", [n] { print("after stop {}", n); }));
    };
    loop->call_soon(asyncio::named("stopper", stopper), 1);
    loop->run_forever();
    print("first round over {}", repr(loop->is_running()));
    loop->stop();
    loop->run_forever();
    print("second round over");
    loop->call_later(0.01, &asyncio::Loop::stop, loop);
    auto t = loop->create_task(forever(), {.name = "ticker"});
    loop->run_forever();
    print("{} {}", repr(t.done()), t.get_name());
    t.cancel();
    try {
        loop->run_until_complete(t);
    } catch (const asyncio::CancelledError&) {
        print("cancelled");
    }
    print("{}", loop->run_until_complete(value()));
    auto fut = loop->create_future();
    loop->call_soon(&asyncio::Loop::stop, loop);
    try {
        loop->run_until_complete(fut);
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    print("");
    loop->close();
    loop->close();
    print("{}", repr(loop->is_closed()));
    auto nothing = asyncio::named("print", [] { print(""); });
    std::vector<std::function<void()>> fs{[&] { loop->call_soon(nothing); }, [&] { loop->run_forever(); },
                                          [&] { loop->call_later(1, nothing); },
                                          [&] { loop->call_soon_threadsafe(nothing); }};
    for (auto& f : fs) {
        try {
            f();
        } catch (const RuntimeError& e) {
            print("{}", repr(e));
        }
    }
}

}  // namespace extra_callback_09
