#include "../python.hpp"

// Tasks: what is no coroutine, names, current and all, taken back requests, a child that cancels its parent.
namespace extra_task_07 {

Coroutine<std::string> nap(double d = 0.01, std::string result = "None") {
    co_await asyncio::sleep(d);
    co_return result;
}

std::string before_comma(std::string text) { return text.substr(0, text.find(',')); }

Coroutine<> names() {
    auto& loop = asyncio::get_running_loop();
    auto me = asyncio::current_task();
    print("{} {} {}", me.get_name(), repr(asyncio::contains(asyncio::all_tasks(), me)), asyncio::all_tasks().size());
    auto future = loop.create_future();
    try {
        asyncio::create_task(nap);
    } catch (const TypeError& e) {
        print("{} {}", type_name(e), before_comma(str(e)));
    }
    try {
        asyncio::create_task(42);
    } catch (const TypeError& e) {
        print("{} {}", type_name(e), before_comma(str(e)));
    }
    try {
        asyncio::create_task(future);
    } catch (const TypeError& e) {
        print("{} {}", type_name(e), before_comma(str(e)));
    }
    auto t = asyncio::create_task(nap(), {.name = "x"});
    t.set_name("renamed");
    print("{} {} {}", t.get_name(), repr(&t.get_loop() == &loop), t.get_coro().name());
    auto u = asyncio::create_task(nap(0.02, "u"));
    u.set_name("7");
    print("{} {}", u.get_name(), repr_each(asyncio::all_tasks(), [](auto& x) { return x.get_name(); }));
    co_return;
}

Coroutine<> results() {
    auto t = asyncio::create_task(nap(), {.name = "renamed"}), u = asyncio::create_task(nap(0.02, "u"), {.name = "7"});
    std::vector<std::function<void()>> fs{[&] { t.result(); }, [&] { t.exception(); }};
    for (auto& f : fs) {
        try {
            f();
        } catch (const asyncio::InvalidStateError& e) {
            print("{}", repr(e));
        }
    }
    co_await asyncio::wait({t, u});
    print("{} {} {} {} {} {} {}", t.result(), u.result(), repr(t.exception()), repr(t.cancel()), repr(t.cancelled()),
          t.cancelling(), t.uncancel());
    print("{}", repr_each(asyncio::all_tasks(), [](auto& x) { return x.get_name(); }));
}

Coroutine<> current() {
    auto& loop = asyncio::get_running_loop();
    auto who = asyncio::named("who", [](auto...) {
        auto c = asyncio::current_task();
        print("who: {}", c ? c.get_name() : "None");
    });
    loop.call_soon(who);
    auto t = asyncio::create_task(nap(0));
    t.add_done_callback(who);
    co_await t;
    co_await asyncio::sleep(0);
}

Coroutine<> uncancelled() {
    auto stubborn = []() -> Coroutine<std::string> {
        for (int i = 0; i < 3; ++i) {
            try {
                co_await asyncio::sleep(1);
            } catch (const asyncio::CancelledError& e) {
                auto c = asyncio::current_task();
                int before = c.cancelling(), left = c.uncancel();
                print("refused {} {} {} {}", repr(e), before, left, c.cancelling());
            }
        }
        co_return "done";
    };
    auto s = asyncio::create_task(stubborn().as("stubborn"));
    for (int i = 0; i < 3; ++i) {
        co_await asyncio::sleep(0);
        s.cancel(fmt::format("request {}", i));
        s.cancel();
    }
    print("{} {} {}", co_await s, repr(s.cancelled()), s.cancelling());
}

Coroutine<> before_the_first_step() {
    auto never = []() -> Coroutine<> {
        print("never printed");
        co_return;
    };
    auto v = asyncio::create_task(never().as("never"));
    v.cancel("too early");
    for (int i = 0; i < 2; ++i) {
        try {
            co_await v;
        } catch (const asyncio::CancelledError& e) {
            print("{}", repr(e));
        }
    }
    try {
        v.exception();
    } catch (const asyncio::CancelledError& e) {
        print("{}", repr(e));
    }
    print("{} {}", repr(v.done()), repr(v.cancelled()));
}

Coroutine<> cancels_itself() {
    auto selfcancel = [](std::string how) -> Coroutine<std::string> {
        asyncio::current_task().cancel("self");
        if (how == "raise") throw ValueError("raised");
        if (how == "uncancel") asyncio::current_task().uncancel();
        co_return how;
    };
    for (auto how : {"return", "raise"}) {
        auto t = asyncio::create_task(selfcancel(how).as("selfcancel"));
        auto [x] = co_await asyncio::gather(t, asyncio::return_exceptions);
        print("[\"{}\"] {}", repr(x), repr(t.cancelled()));
    }
    auto me = asyncio::current_task();
}

Coroutine<> cancels_its_parent() {
    auto me = asyncio::current_task();
    auto child = [&]() -> Coroutine<> {
        me.cancel("from the child");
        co_await asyncio::sleep(0);
        print("child goes on");
    };
    auto v = asyncio::create_task(child().as("child"));
    try {
        co_await v;
    } catch (const asyncio::CancelledError& e) {
        print("main struck {} {} {}", repr(e), me.cancelling(), repr(v.cancelled()));
        me.uncancel();
    }
}

Coroutine<> fails_once() {
    auto fails = []() -> Coroutine<> {
        throw RuntimeError("same");
        co_return;
    };
    auto v = asyncio::create_task(fails().as("fails"));
    std::vector<const RuntimeError*> errors;
    auto catch_ = [&]() -> Coroutine<> {
        try {
            co_await v;
        } catch (const RuntimeError& e) {
            errors.push_back(&e);
        }
    };
    co_await asyncio::gather(catch_().as("catch"), catch_().as("catch"), catch_().as("catch"));
    print("{} {}", errors.size(), repr(errors[0] == errors[1] && errors[1] == errors[2]));
}

Coroutine<> main() {
    co_await names();
    co_await results();
    co_await current();
    co_await uncancelled();
    co_await before_the_first_step();
    co_await cancels_itself();
    co_await cancels_its_parent();
    co_await fails_once();
}
void program() { asyncio::run(main()); }

}  // namespace extra_task_07
