#include "../python.hpp"

// gather() in groups and timeouts, cancelled twice, nested, of different kinds, with late failures.
namespace extra_gather_06 {

Coroutine<std::string> slow(std::string name, double d, double cleanup = 0) {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(d);
        co_return name;
    } catch (const asyncio::CancelledError& e) {
        print("{} struck {}", name, repr(e));
        error = std::current_exception();
    }
    try {
        co_await asyncio::sleep(cleanup);
        print("{} cleaned", name);
    } catch (const asyncio::CancelledError&) {
        print("{} struck again", name);
    }
    std::rethrow_exception(error);
}

Coroutine<std::string> guarded(std::string name) {
    try {
        co_return co_await asyncio::async_with(asyncio::timeout(0.05), [&]() -> Coroutine<std::string> {
            co_return co_await asyncio::async_with(asyncio::timeout(0.02), [&]() -> Coroutine<std::string> {
                co_await asyncio::gather(slow(name + "1", 1, 0.01), slow(name + "2", 0.01), slow(name + "3", 1, 0.02));
                co_return "";
            });
        });
    } catch (const TimeoutError&) {
        print("{} timed out {}", name, asyncio::current_task().cancelling());
        co_return name + "!";
    }
}

Coroutine<> in_a_group() {
    Task<std::string> a, b;
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](auto& tg) -> Coroutine<> {
            a = tg.create_task(guarded("a"));
            b = tg.create_task(asyncio::wait_for(guarded("b"), 0.03));
            co_return;
        });
    } catch (...) {
        asyncio::except_star(asyncio::on<TimeoutError>([](const auto& eg) { print("{}", repr(eg)); }));
    }
    print("{} {}", a.result(), repr(b.exception()));
}

Coroutine<> cancelled_twice() {
    auto g = asyncio::gather(slow("x", 1, 0.01), slow("y", 1, 0.05), slow("z", 0.01));
    g.add_done_callback([](auto f) { print("gather done {}", repr(f.cancelled())); });
    co_await asyncio::sleep(0.02);
    print("{} {}", repr(g.cancel("first")), repr(g.done()));
    print("{} {}", repr(g.cancel("second")), repr(g.done()));
    co_await asyncio::sleep(0.02);
    bool done = g.done();
    print("{} {}", repr(done), repr(g.cancel()));
    try {
        co_await g;
    } catch (const asyncio::CancelledError& e) {
        print("gather {}", repr(e));
    }
    print("{}", repr(g));
}

Coroutine<> nested() {
    auto outer = []() -> Coroutine<> {
        try {
            co_await asyncio::gather(slow("p", 1, 0.01),
                                     asyncio::gather(slow("q", 1), asyncio::shield(slow("r", 0.05))),
                                     asyncio::return_exceptions);
        } catch (const asyncio::CancelledError&) {
            print("outer struck {}", asyncio::current_task().cancelling());
            throw;
        }
    };
    auto t = asyncio::create_task(outer().as("outer"));
    co_await asyncio::sleep(0.01);
    t.cancel("all");
    try {
        co_await t;
    } catch (const asyncio::CancelledError& e) {
        print("{}", repr(e));
    }
    co_await asyncio::sleep(0.1);
}

Coroutine<> kinds() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future();
    loop.call_later(0.01, &Future<>::set_result, f, asyncio::None());
    auto [r1, r2, r3, r4] =
        co_await asyncio::gather(f, asyncio::sleep(0.01, 5), asyncio::create_task(slow("s", 0)), slow("t", 0));
    print("[{}, {}, {}, {}]", repr(r1), repr(r2), repr(r3), repr(r4));
}

Coroutine<> late_failures() {
    auto fails = [](double d) -> Coroutine<std::string> {
        co_await asyncio::sleep(d);
        throw ValueError(fmt::format("{}", d));
    };
    std::vector<Task<std::string>> late{asyncio::create_task(fails(0.02).as("fails")),
                                        asyncio::create_task(fails(0.01).as("fails")),
                                        asyncio::create_task(slow("v", 0.03))};
    try {
        co_await asyncio::gather(late);
    } catch (const ValueError& e) {
        print("{} {}", repr(e), repr_each(late, [](auto& x) { return x.done(); }));
    }
    co_await asyncio::wait(late);
    auto r = co_await asyncio::gather(late, asyncio::return_exceptions);
    print("[{}, {}, {}]", repr(r[0]), repr(r[1]), repr(r[2]));
    co_await asyncio::gather();
    print("[]");
}

Coroutine<> main() {
    co_await in_a_group();
    co_await cancelled_twice();
    co_await nested();
    co_await kinds();
    co_await late_failures();
}
void program() { asyncio::run(main()); }

}  // namespace extra_gather_06
