#include "../python.hpp"

// A condition: notified, cancelled while it takes the lock again, sharing a lock, with a limit.
namespace extra_sync_02 {

Coroutine<> consumer(asyncio::Condition cond, std::string name, std::vector<std::string>& log) {
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        log.push_back(name + " waits");
        try {
            co_await cond.wait();
            print("{} notified {}", name, repr(cond.locked()));
        } catch (const asyncio::CancelledError&) {
            print("{} cancelled {}", name, repr(cond.locked()));
            throw;
        }
    });
}

Coroutine<> notified() {
    asyncio::Condition cond;
    try {
        co_await cond.wait();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    try {
        cond.notify();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    std::vector<std::string> log;
    std::vector<Task<>> ts;
    for (char n : std::string("abcd")) ts.push_back(asyncio::create_task(consumer(cond, std::string(1, n), log)));
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("{}", repr(log));
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        cond.notify(2);
        ts[2].cancel();
        co_await asyncio::sleep(0.01);
        print("main still has the lock");
    });
    co_await asyncio::sleep(0.01);
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        cond.notify_all();
        co_return;
    });
    auto results = co_await asyncio::gather(ts, asyncio::return_exceptions);
    print("{}",
          repr_each(results, [](const auto& r) { return r.has_value() ? std::string("None") : repr(r.exception()); }));
}

Coroutine<> cancelled_while_it_takes_the_lock() {
    asyncio::Condition cond;
    std::vector<std::string> log;
    auto t = asyncio::create_task(consumer(cond, "e", log));
    co_await asyncio::sleep(0);
    co_await cond.acquire();
    t.cancel();
    co_await asyncio::sleep(0.01);
    print("t done: {}", repr(t.done()));
    t.cancel();
    co_await asyncio::sleep(0.01);
    print("t done: {}", repr(t.done()));
    cond.release();
    try {
        co_await t;
    } catch (const asyncio::CancelledError& e) {
        print("t ended {} {}", repr(e), repr(cond.locked()));
    }
}

Coroutine<> shared_lock() {
    asyncio::Lock lock;
    asyncio::Condition c1(lock), c2(lock);
    int n = 0;
    auto inc = [&]() -> Coroutine<> {
        for (int i = 0; i < 3; ++i) {
            co_await asyncio::async_with(c2, [&]() -> Coroutine<> {
                n += 1;
                c1.notify_all();
                co_return;
            });
            co_await asyncio::sleep(0.005);
        }
    };
    auto t = asyncio::create_task(inc().as("inc"));
    co_await asyncio::async_with(c1, [&]() -> Coroutine<> {
        bool r = co_await c1.wait_for([&] { return n >= 2; });
        print("{} {} {}", repr(r), n, repr(lock.locked()));
        try {
            co_await asyncio::wait_for(c1.wait_for([&] { return n > 10; }), 0.05);
        } catch (const TimeoutError& e) {
            print("timeout {} {}", repr(e), repr(lock.locked()));
        }
    });
    print("{} {}", repr(lock.locked()), repr(c2.locked()));
    co_await t;
}

Coroutine<> main() {
    co_await notified();
    co_await cancelled_while_it_takes_the_lock();
    co_await shared_lock();
}
void program() { asyncio::run(main()); }

}  // namespace extra_sync_02
