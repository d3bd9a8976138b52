#include "../python.hpp"

// Who is notified when waiters are cancelled, before the notification and while they get the lock.
namespace extra_sync_05 {

Coroutine<std::string> waiter(asyncio::Condition cond, std::string name, double hold = 0) {
    try {
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            print("{} waits", name);
            co_await cond.wait();
            print("{} notified", name);
            co_await asyncio::sleep(hold);
        });
    } catch (const asyncio::CancelledError& e) {
        print("{} cancelled {} {}", name, repr(e), repr(cond.locked()));
        throw;
    }
    co_return name;
}

template <class R>
std::string reprs(const R& rs) {
    std::string text;
    for (auto& r : rs) text += (text.empty() ? "" : ", ") + repr(r);
    return "[" + text + "]";
}

Coroutine<> order() {
    asyncio::Condition cond;
    std::vector<Task<std::string>> ts;
    for (auto n : {"a", "b", "c", "d", "e"}) ts.push_back(asyncio::create_task(waiter(cond, n), n));
    co_await asyncio::sleep(0);
    ts[1].cancel("b goes");
    ts[3].cancel("d goes");
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        cond.notify(2);
        co_return;
    });
    co_await asyncio::sleep(0.01);
    print("{}", repr_each(ts, [](auto& t) { return t.done(); }));
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        cond.notify(5);
        print("notified all that are left {}", repr(cond.locked()));
        co_return;
    });
    print("{}", reprs(co_await asyncio::gather(ts, asyncio::return_exceptions)));
}

Coroutine<> while_reacquiring() {
    asyncio::Condition cond;
    std::vector<Task<std::string>> ts;
    for (auto n : {"x", "y", "z"}) ts.push_back(asyncio::create_task(waiter(cond, n, 0.01)));
    co_await asyncio::sleep(0);
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        cond.notify_all();
        co_await asyncio::sleep(0);
        co_await asyncio::sleep(0);
        ts[1].cancel("while it waits for the lock");
        ts[0].cancel();
        co_await asyncio::sleep(0);
        print("still held {}", repr_each(ts, [](auto& t) { return t.done(); }));
    });
    auto rs = co_await asyncio::gather(ts, asyncio::return_exceptions);
    print("{}", repr_each(rs, [](auto& r) { return repr(r); }));
    print("{}", repr(cond.locked()));
}

Coroutine<> timeouts() {
    asyncio::Condition cond;
    std::vector<int> items;
    auto consumer = [&](std::string name, std::size_t n) -> Coroutine<std::optional<int>> {
        try {
            co_return co_await asyncio::async_with(asyncio::timeout(0.02), [&]() -> Coroutine<std::optional<int>> {
                co_return co_await asyncio::async_with(cond, [&]() -> Coroutine<std::optional<int>> {
                    co_await cond.wait_for([&] { return items.size() >= n; });
                    print("{} sees {}", name, repr(items));
                    int first = items.front();
                    items.erase(items.begin());
                    co_return first;
                });
            });
        } catch (const TimeoutError&) {
            print("{} gives up {}", name, repr(cond.locked()));
        }
        co_return std::nullopt;
    };
    auto producer = [&]() -> Coroutine<> {
        for (int i : {0, 1, 2}) {
            co_await asyncio::sleep(0.005);
            co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
                items.push_back(i);
                cond.notify_all();
                co_return;
            });
        }
    };
    auto [a, b, c, d] = co_await asyncio::gather(consumer("one", 1).as("consumer"), consumer("two", 2).as("consumer"),
                                                 consumer("three", 3).as("consumer"), producer().as("producer"));
    print("[{}, {}, {}, {}]", repr(a), repr(b), repr(c), repr(d));
    print("{}", repr(items));
}

Coroutine<> misuse() {
    asyncio::Condition cond;
    for (auto f : std::vector<std::function<void()>>{[&] { cond.notify(); }, [&] { cond.notify_all(); }, [&] { cond.release(); }}) {
        try {
            f();
        } catch (const RuntimeError& e) {
            print("{}", repr(e));
        }
    }
    try {
        co_await cond.wait();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    asyncio::Lock lock;
    asyncio::Condition c1(lock), c2(lock);
    co_await asyncio::async_with(c1, [&]() -> Coroutine<> {
        print("{} {} {}", repr(c1.locked()), repr(c2.locked()), repr(lock.locked()));
        c2.notify();
        co_return;
    });
    co_await lock.acquire();
    try {
        co_await asyncio::wait_for(c1.acquire(), 0.01);
    } catch (const TimeoutError& e) {
        print("{} {}", repr(e), repr(c1.locked()));
    }
    lock.release();
}

Coroutine<> main() {
    co_await order();
    co_await while_reacquiring();
    co_await timeouts();
    co_await misuse();
}
void program() { asyncio::run(main()); }

}  // namespace extra_sync_05
