#include "../python.hpp"

// A TaskGroup whose body fails, whose owner is cancelled, that is interrupted, misused, or out of time.
namespace extra_taskgroup_01 {

asyncio::ContextVar<std::string> var("var", "unset");

Coroutine<std::string> work(std::string name, double d, std::exception_ptr fail = nullptr) {
    try {
        co_await asyncio::sleep(d);
        if (fail) std::rethrow_exception(fail);
        print("{} ends {}", name, var.get());
        co_return name;
    } catch (const asyncio::CancelledError& e) {
        print("{} cancelled {}", name, repr(e));
        throw;
    }
}

Coroutine<> body_fails() {
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(work("a", 1));
            tg.create_task(work("b", 0, std::make_exception_ptr(ValueError("child"))));
            co_await asyncio::sleep(0);
            throw KeyError("body");
        });
    } catch (...) {
        asyncio::except_star(asyncio::on<KeyError>([](const auto& eg) { print("keys {}", repr(eg)); }),
                             asyncio::on<ValueError>([](const auto& eg) { print("values {}", repr(eg)); }));
    }
}

Coroutine<> owner() {
    struct Finally {
        ~Finally() { print("owner leaves {}", asyncio::current_task().cancelling()); }
    } finally;
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        tg.create_task(work("c", 1));
        tg.create_task(work("d", 1));
        co_await asyncio::sleep(1);
    });
}

Coroutine<> owner_and_error() {
    auto bad = []() -> Coroutine<> {
        try {
            co_await asyncio::sleep(1);
        } catch (...) {
            throw RuntimeError("in clean-up");
        }
    };
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(bad().as("bad"), {.name = "bad one"});
            tg.create_task(work("e", 1));
            co_return;
        });
    } catch (const BaseExceptionGroup& eg) {
        print("{} {} {} {}", type_name(eg), str(eg), repr_each(eg.exceptions(), [](auto& e) { return repr(e); }),
              asyncio::current_task().cancelling());
        throw;
    }
}

Coroutine<> bare() {
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(work("f", 1));
            co_await asyncio::sleep(0);
            throw KeyboardInterrupt();
        });
    } catch (const KeyboardInterrupt& e) {
        print("bare {}", repr(e));
    }
}

std::string last(std::string text) {
    return text.substr(text.rfind('>') == std::string::npos ? 0 : text.rfind('>') + 1);
}

Coroutine<> misuse() {
    asyncio::TaskGroup tg;
    auto c = work("never", 0);
    try {
        tg.create_task(c);
    } catch (const RuntimeError& e) {
        print("{}", last(e.what()));
    }
    co_await asyncio::async_with(tg, [&]() -> Coroutine<> {
        auto t = tg.create_task(c, {.name = "named"});
        auto ctx = asyncio::copy_context();
        ctx.run([&] { var.set("in ctx"); });
        auto t2 = tg.create_task(work("ctx", 0), {.context = ctx});
        print("{} {}", t.get_name(), t2.get_name());
        co_return;
    });
    auto c2 = work("late", 0);
    try {
        tg.create_task(c2);
    } catch (const RuntimeError& e) {
        print("{}", last(e.what()));
    }
    c2.close();
    try {
        co_await asyncio::async_with(tg, [&]() -> Coroutine<> { co_return; });
    } catch (const RuntimeError& e) {
        print("{}", last(e.what()));
    }
}

Coroutine<> with_timeout() {
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<> {
            co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
                tg.create_task(work("g", 1));
                tg.create_task(work("h", 0));
                co_await asyncio::sleep(2);
            });
        });
    } catch (const TimeoutError& e) {
        print("timed out {} {}", repr(e), asyncio::current_task().cancelling());
    }
}

Coroutine<> main() {
    var.set("main's");
    co_await body_fails();
    auto t = asyncio::create_task(owner(), "owner");
    co_await asyncio::sleep(0.01);
    t.cancel("stop it");
    auto [r] = co_await asyncio::gather(t, asyncio::return_exceptions);
    print("[{}]", repr(r.exception()));
    t = asyncio::create_task(owner_and_error());
    co_await asyncio::sleep(0.01);
    t.cancel("again");
    auto [r2] = co_await asyncio::gather(t, asyncio::return_exceptions);
    print("{} {} {}", repr(r2.exception()), repr(t.cancelled()), t.cancelling());
    co_await bare();
    co_await misuse();
    co_await with_timeout();
}
void program() { asyncio::run(main()); }

}  // namespace extra_taskgroup_01
