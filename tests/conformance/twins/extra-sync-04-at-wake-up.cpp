#include "../python.hpp"

// Waiters that are cancelled, or whose time is up, at the very moment at which they are woken.
namespace extra_sync_04 {

std::string show(const auto& results) {
    return repr_each(results, [](auto& r) { return repr(r); });
}

Coroutine<> events() {
    asyncio::Event ev;
    auto waits = [&](std::string n) -> Coroutine<> {
        try {
            bool r = co_await ev.wait();
            print("{} {} {}", n, repr(r), repr(ev.is_set()));
        } catch (const asyncio::CancelledError&) {
            print("{} cancelled {}", n, repr(ev.is_set()));
            throw;
        }
    };
    std::vector<Task<>> ts;
    for (auto n : {"a", "b", "c"}) ts.push_back(asyncio::create_task(waits(n).as("waits")));
    co_await asyncio::sleep(0);
    ev.set();
    ts[1].cancel();
    ev.clear();
    print("{}", show(co_await asyncio::gather(ts, asyncio::return_exceptions)));
    ev.set();
    print("{}", repr(co_await ev.wait()));
    ev.clear();
}

Coroutine<> events_with_limits() {
    auto& loop = asyncio::get_running_loop();
    asyncio::Event ev;
    for (std::string first : {"event", "limit"}) {
        ev.clear();
        if (first == "event") loop.call_later(0.01, &asyncio::Event::set, &ev);
        auto limited = [&]() -> Coroutine<std::string> {
            try {
                co_return co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<std::string> {
                    co_await ev.wait();
                    co_return "event";
                });
            } catch (const TimeoutError&) {
                co_return "timeout";
            }
        };
        auto t = asyncio::create_task(limited().as("limited"));
        if (first == "limit") {
            co_await asyncio::sleep(0);
            loop.call_later(0.01, &asyncio::Event::set, &ev);
        }
        print("{} -> {}", first, co_await t);
    }
}

Coroutine<> barriers() {
    asyncio::Barrier b(2);
    auto meets = [&](std::string n, double d, double limit) -> Coroutine<> {
        co_await asyncio::sleep(d);
        try {
            co_await asyncio::async_with(asyncio::timeout(limit),
                                         [&]() -> Coroutine<> { print("{} position {}", n, co_await b.wait()); });
        } catch (const TimeoutError&) {
            print("{} gave up {}", n, b.n_waiting());
        }
    };
    co_await asyncio::gather(meets("p", 0, 0.01).as("meets"), meets("q", 0.01, 0.01).as("meets"),
                             meets("r", 0.015, 0.01).as("meets"), meets("s", 0.02, 0.005).as("meets"));
    print("{} {}", b.n_waiting(), repr(b.broken()));
}

Coroutine<> semaphores() {
    asyncio::Semaphore sem(1);
    auto enters = [&](std::string n, double d, double limit) -> Coroutine<> {
        try {
            co_await asyncio::async_with(asyncio::timeout(limit), [&]() -> Coroutine<> {
                co_await asyncio::async_with(sem, [&]() -> Coroutine<> {
                    print("{} in", n);
                    co_await asyncio::sleep(d);
                });
            });
        } catch (const TimeoutError&) {
            print("{} timeout {}", n, repr(sem.locked()));
        }
    };
    co_await asyncio::gather(enters("1", 0.01, 1).as("enters"), enters("2", 0.01, 0.01).as("enters"),
                             enters("3", 0.01, 0.015).as("enters"), enters("4", 0.01, 1).as("enters"));
    print("{}", repr(sem.locked()));
}

Coroutine<> queues() {
    auto& loop = asyncio::get_running_loop();
    asyncio::Queue<std::string> q(1);
    for (std::string first : {"put", "limit"}) {
        if (first == "put") loop.call_later(0.01, &asyncio::Queue<std::string>::put_nowait, q, first);
        auto g = asyncio::create_task(asyncio::wait_for(q.get(), 0.01));
        if (first == "limit") {
            co_await asyncio::sleep(0);
            co_await asyncio::sleep(0);
            loop.call_later(0.01, &asyncio::Queue<std::string>::put_nowait, q, first);
        }
        print("{} {}", show(co_await asyncio::gather(std::vector{g}, asyncio::return_exceptions)), q.qsize());
        while (!q.empty()) print("left {}", q.get_nowait());
    }
}

Coroutine<> locks() {
    asyncio::Lock l1, l2;
    auto holder = [](std::string n, asyncio::Lock x, asyncio::Lock y) -> Coroutine<> {
        co_await asyncio::async_with(x, [&]() -> Coroutine<> {
            co_await asyncio::sleep(0);
            co_await asyncio::async_with(y, [&]() -> Coroutine<> {
                print("{} has both", n);
                co_return;
            });
        });
    };
    std::vector<Task<>> ts = {asyncio::create_task(holder("h1", l1, l2).as("holder")),
                              asyncio::create_task(holder("h2", l2, l1).as("holder"))};
    co_await asyncio::sleep(0.01);
    print("{} {} {}", repr_each(ts, [](auto& t) { return t.done(); }), repr(l1.locked()), repr(l2.locked()));
    ts[0].cancel();
    auto rs = co_await asyncio::gather(ts, asyncio::return_exceptions);
    print("{} {} {}", show(rs), repr(l1.locked()), repr(l2.locked()));
}

Coroutine<> main() {
    co_await events();
    co_await events_with_limits();
    co_await barriers();
    co_await semaphores();
    co_await queues();
    co_await locks();
}
void program() { asyncio::run(main()); }

}  // namespace extra_sync_04
