#include "../python.hpp"

// Managers whose way in or out raises, awaits, swallows, is cancelled; stacked in each other.
namespace extra_mix_07 {

struct Options {
    std::exception_ptr enter = {}, exit = {};
    bool swallow = false;
    double delay = 0;
};

struct M {
    std::string name;
    Options o = {};
    Coroutine<std::string> enter() {
        print("{} enters", name);
        co_await asyncio::sleep(o.delay);
        if (o.enter) std::rethrow_exception(o.enter);
        co_return name;
    }
    Coroutine<bool> exit(std::exception_ptr e) {
        print("{} leaves with {}", name, repr(e));
        co_await asyncio::sleep(o.delay);
        if (o.exit) std::rethrow_exception(o.exit);
        co_return o.swallow;
    }
};

template <class E>
std::exception_ptr made(E e) {
    return std::make_exception_ptr(e);
}
std::string chain(const BaseException& e) { return fmt::format("{} context {}", repr(e), repr(e.context())); }

Coroutine<> cancelled() {
    auto managed = []() -> Coroutine<> {
        co_await asyncio::async_with(M("g", {.delay = 0.02}), [](std::string& name) -> Coroutine<> {
            print("in {}", name);
            co_await asyncio::sleep(1);
        });
    };
    for (double at : {0.01, 0.03, 0.05}) {
        auto t = asyncio::create_task(managed().as("managed"));
        co_await asyncio::sleep(at);
        t.cancel(fmt::format("at {}", at));
        co_await asyncio::sleep(0.01);
        t.cancel("again");
        try {
            co_await t;
        } catch (const asyncio::CancelledError& e) {
            print("4 {} {}", repr(e), t.cancelling());
        }
    }
}

Coroutine<> main() {
    try {
        co_await asyncio::async_with(M("a", {.exit = made(ValueError("exit"))}),
                                     []() -> Coroutine<> { throw KeyError("body"); co_return; });
    } catch (const ValueError& e) {
        print("1 {}", chain(e));
    }
    co_await asyncio::async_with(M("b", {.swallow = true}), []() -> Coroutine<> { throw KeyError("gone"); co_return; });
    try {
        co_await asyncio::async_with(M("c"), []() -> Coroutine<> {
            co_await asyncio::async_with(M("d", {.enter = made(TypeError("enter"))}), []() -> Coroutine<> {
                print("never");
                co_return;
            });
        });
    } catch (const TypeError& e) {
        print("2 {}", chain(e));
    }
    try {
        co_await asyncio::async_with(M("e", {.exit = made(OSError("outer"))}), []() -> Coroutine<> {
            co_await asyncio::async_with(M("f", {.exit = made(ValueError("inner"))}),
                                         []() -> Coroutine<> { throw KeyError("body"); co_return; });
        });
    } catch (const OSError& e) {
        print("3 {}", chain(e));
        try {
            if (e.context()) std::rethrow_exception(e.context());
        } catch (const BaseException& c) {
            print("3 {}", chain(c));
        }
    }
    co_await cancelled();
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), []() -> Coroutine<> {
            co_await asyncio::async_with(M("h", {.swallow = true, .delay = 0}),
                                         []() -> Coroutine<> { co_await asyncio::sleep(1); });
            print("swallowed the limit");
            co_await asyncio::sleep(0);
        });
    } catch (const TimeoutError& e) {
        print("5 {}", chain(e));
    }
    std::string name;
    co_await asyncio::async_with(M("i", {.swallow = true}), [&](std::string& n) -> Coroutine<> {
        name = n;
        co_await asyncio::async_with(asyncio::timeout(0.01), []() -> Coroutine<> { co_await asyncio::sleep(1); });
    });
    print("6 {}", name);
    try {
        co_await asyncio::async_with(M("j", {.exit = made(RuntimeError("last"))}), []() -> Coroutine<> {
            co_await asyncio::async_with(asyncio::TaskGroup(), [](auto& tg) -> Coroutine<> {
                tg.create_task(asyncio::sleep(0.01));
                throw ValueError("group body");
                co_return;
            });
        });
    } catch (const RuntimeError& e) {
        print("7 {}", chain(e));
    }
}
void program() { asyncio::run(main()); }

}  // namespace extra_mix_07
