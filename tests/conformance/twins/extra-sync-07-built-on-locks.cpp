#include "../python.hpp"

// What is built on locks: readers and writers, diners with a waiter, locks with limits of time.
namespace extra_sync_07 {

using asyncio::async_with;
struct RWLock {
    asyncio::Condition cond;
    int readers = 0;
    bool writer = false;
    int waiting = 0;
    Coroutine<> read(std::string name, double d) {
        co_await async_with(cond, [&]() -> Coroutine<> {
            co_await cond.wait_for([&] { return !writer && !waiting; });
            readers += 1;
        });
        std::exception_ptr error;
        try {
            print("{} reads with {}", name, readers);
            co_await asyncio::sleep(d);
        } catch (...) {
            error = std::current_exception();
        }
        co_await async_with(cond, [&]() -> Coroutine<> {
            readers -= 1;
            cond.notify_all();
            co_return;
        });
        if (error) std::rethrow_exception(error);
    }
    Coroutine<> write(std::string name, double d) {
        co_await async_with(cond, [&]() -> Coroutine<> {
            waiting += 1;
            struct Finally {
                int& n;
                ~Finally() { n -= 1; }
            };
            {
                Finally finally{waiting};
                co_await cond.wait_for([&] { return !writer && !readers; });
            }
            writer = true;
        });
        std::exception_ptr error;
        try {
            print("{} writes", name);
            co_await asyncio::sleep(d);
        } catch (...) {
            error = std::current_exception();
        }
        co_await async_with(cond, [&]() -> Coroutine<> {
            writer = false;
            cond.notify_all();
            co_return;
        });
        if (error) std::rethrow_exception(error);
    }
};

Coroutine<> rw() {
    RWLock lock;
    std::vector ts{asyncio::create_task(lock.read("r1", 0.02)),  asyncio::create_task(lock.read("r2", 0.01)),
                   asyncio::create_task(lock.write("w1", 0.01)), asyncio::create_task(lock.read("r3", 0.01)),
                   asyncio::create_task(lock.write("w2", 0.01)), asyncio::create_task(lock.write("w3", 0.01))};
    co_await asyncio::sleep(0.005);
    ts[4].cancel();
    co_await asyncio::sleep(0.02);
    ts[2].cancel();
    auto r = co_await asyncio::gather(ts, asyncio::return_exceptions);
    print("{} {} {} {}", repr_each(r, [](auto& x) { return x.exception() ? type_name(x.exception()) : "NoneType"; }),
          lock.readers, repr(lock.writer), lock.waiting);
}

struct Table {
    explicit Table(int n) : forks(n), waiter(n - 1) {}
    std::vector<asyncio::Lock> forks;
    asyncio::BoundedSemaphore waiter;
    Coroutine<> dine(int i, int meals) {
        for (int m = 0; m < meals; ++m) {
            co_await async_with(waiter, [&]() -> Coroutine<> {
                co_await async_with(forks[i], [&]() -> Coroutine<> {
                    co_await async_with(forks[(i + 1) % forks.size()], [&]() -> Coroutine<> {
                        print("eats {} {}", i, m);
                        co_await asyncio::sleep(0.003 * (i + 1));
                    });
                });
            });
            co_await asyncio::sleep(0);
        }
    }
};

Coroutine<> dinner() {
    Table t(4);
    try {
        co_await async_with(asyncio::timeout(0.05), [&]() -> Coroutine<> {
            std::vector<Coroutine<>> all;
            for (int i = 0; i < 4; ++i) all.push_back(t.dine(i, 3));
            co_await asyncio::gather(all);
        });
        print("all fed");
    } catch (const TimeoutError&) {
        print("too slow {} {}", repr_each(t.forks, [](auto& f) { return f.locked(); }), repr(t.waiter.locked()));
    }
}

Coroutine<> locks_with_timeouts() {
    asyncio::Lock lock;
    auto hold = asyncio::named("hold", [&](std::string name, double d, double patience) -> Coroutine<std::string> {
        try {
            co_await asyncio::wait_for(lock.acquire(), patience);
        } catch (const TimeoutError&) {
            co_return name + " gave up";
        }
        struct Finally {
            asyncio::Lock& l;
            ~Finally() { l.release(); }
        } finally{lock};
        co_await asyncio::sleep(d);
        co_return name + " had it";
    });
    auto [a, b, c, d] =
        co_await asyncio::gather(hold("a", 0.02, 1), hold("b", 0.02, 0.01), hold("c", 0.01, 0.02), hold("d", 0, 0.05));
    print("{}", repr(std::vector{a, b, c, d}));
    print(lock.locked());
    try {
        lock.release();
    } catch (const RuntimeError& e) {
        print(e);
    }
}

Coroutine<> main() {
    co_await rw();
    co_await dinner();
    co_await locks_with_timeouts();
}

void program() { asyncio::run(main()); }

}  // namespace extra_sync_07
