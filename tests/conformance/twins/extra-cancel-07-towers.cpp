#include "../python.hpp"

// Cancellation that arrives while timeouts in groups in gathers clean up.
namespace extra_cancel_07 {

Coroutine<std::string> unit(std::string name, double work, double cleanup, bool swallow = false) {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(work);
        co_return name;
    } catch (const asyncio::CancelledError& e) {
        print("{} struck {}", name, repr(e));
        error = std::current_exception();
    }
    try {
        co_await asyncio::sleep(cleanup);
    } catch (const asyncio::CancelledError& e2) {
        print("{} struck in clean-up {}", name, repr(e2));
        throw;
    }
    print("{} clean", name);
    if (!swallow) std::rethrow_exception(error);
    co_return name + " swallowed";
}

Coroutine<std::string> tower(std::string name, double t1, double t2) {
    auto outer = asyncio::timeout(t1);
    std::optional<asyncio::Timeout> inner;
    try {
        co_await asyncio::async_with(outer, [&]() -> Coroutine<> {
            co_await asyncio::async_with(asyncio::TaskGroup(), [&](auto& tg) -> Coroutine<> {
                tg.create_task(unit(name + ".group", 1, 0.02));
                inner.emplace(asyncio::timeout(t2));
                co_await asyncio::async_with(*inner, [&]() -> Coroutine<> {
                    struct Finally {
                        std::string& name;
                        ~Finally() { print("{} leaves gather {}", name, asyncio::current_task().cancelling()); }
                    } finally{name};
                    co_await asyncio::gather(unit(name + ".a", 1, 0.01),
                                             asyncio::wait_for(unit(name + ".b", 1, 0.03), 0.5),
                                             asyncio::return_exceptions);
                });
            });
        });
    } catch (const TimeoutError&) {
        print("{} TimeoutError {} {} {}", name, repr(outer.expired()), repr(inner->expired()),
              asyncio::current_task().cancelling());
    } catch (const BaseExceptionGroup& eg) {
        print("{} {} {} {} {}", name, repr(eg), repr(outer.expired()), repr(inner->expired()),
              asyncio::current_task().cancelling());
    } catch (const asyncio::CancelledError& e) {
        print("{} {} {} {} {}", name, repr(e), repr(outer.expired()), repr(inner->expired()),
              asyncio::current_task().cancelling());
        throw;
    }
    co_return name + " returned";
}

Coroutine<> towers() {
    auto& loop = asyncio::get_running_loop();
    auto [x, y, z] = co_await asyncio::gather(tower("x", 0.02, 0.01), tower("y", 0.01, 0.02), tower("z", 0.015, 0.015));
    print("{}", repr(std::vector<std::string>{x, y, z}));
    print("-- {}", rounded(loop.time(), 6));
}

Coroutine<> cancelled_towers() {
    auto& loop = asyncio::get_running_loop();
    for (double at : {0.005, 0.01, 0.012, 0.025}) {
        auto t = asyncio::create_task(tower("t", 0.1, 0.01));
        loop.call_later(at, &Task<std::string>::cancel, t, fmt::format("at {}", at));
        auto [r] = co_await asyncio::gather(t, asyncio::return_exceptions);
        print("{} {} {}", repr(r), t.cancelling(), rounded(loop.time(), 6));
    }
}

Coroutine<> owner_of_a_group() {
    auto owner = []() -> Coroutine<> {
        co_await asyncio::async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(unit("slow", 1, 0.05));
            tg.create_task(unit("quick", 1, 0));
            co_return;
        });
    };
    auto t = asyncio::create_task(owner().as("owner"));
    co_await asyncio::sleep(0.01);
    t.cancel("one");
    co_await asyncio::sleep(0.01);
    t.cancel("two");
    co_await asyncio::sleep(0);
    print("{} {}", repr(t.done()), t.cancelling());
    auto [r] = co_await asyncio::gather(t, asyncio::return_exceptions);
    print("{} {}", repr(r), t.cancelling());
}

Coroutine<> swallowed() {
    try {
        co_await asyncio::async_with(asyncio::timeout(0.02), []() -> Coroutine<> {
            print("{}", co_await asyncio::wait_for(unit("sw", 1, 0.015, true), 0.01));
            co_await asyncio::sleep(1);
        });
    } catch (const TimeoutError&) {
        print("outer {}", asyncio::current_task().cancelling());
    }
}

Coroutine<> shielded() {
    auto inner = asyncio::create_task(unit("kept", 0.03, 0));
    auto guarded = [&]() -> Coroutine<std::string> {
        try {
            co_return co_await asyncio::async_with(
                asyncio::timeout(0.01), [&]() -> Coroutine<std::string> { co_return co_await asyncio::shield(inner); });
        } catch (const TimeoutError&) {
            co_return "guarded";
        }
    };
    auto [g1, g2] = co_await asyncio::gather(guarded().as("guarded"), guarded().as("guarded"));
    print("['{}', '{}'] {}", g1, g2, repr(inner.done()));
    print("{}", co_await inner);
}

Coroutine<> taken_back() {
    auto uncancels = []() -> Coroutine<> {
        try {
            co_await asyncio::sleep(1);
        } catch (const asyncio::CancelledError&) {
            print("uncancel -> {}", asyncio::current_task().uncancel());
        }
        co_await asyncio::async_with(asyncio::timeout(0.01), []() -> Coroutine<> { co_await asyncio::sleep(1); });
    };
    auto t = asyncio::create_task(uncancels().as("uncancels"));
    co_await asyncio::sleep(0);
    t.cancel();
    auto [r3] = co_await asyncio::gather(t, asyncio::return_exceptions);
    print("{} {}", repr(r3), t.cancelling());
}

Coroutine<> main() {
    co_await towers();
    co_await cancelled_towers();
    co_await owner_of_a_group();
    co_await swallowed();
    co_await shielded();
    co_await taken_back();
}
void program() { asyncio::run(main()); }

}  // namespace extra_cancel_07
