#include "../python.hpp"

// Awaitables, managers and decorators of one's own; futures as arguments of callbacks.
namespace extra_mix_05 {
using asyncio::async_with, asyncio::named;

template <class T>
struct Later {
    double delay;
    T value;
    Coroutine<T> operator co_await() const { return await(delay, value); }
private:
    static Coroutine<T> await(double delay, T value) {
        auto& loop = asyncio::get_running_loop();
        auto f = loop.create_future<T>();
        loop.call_later(delay, named("set_result", [=] { f.set_result(value); }));
        auto v = co_await f;
        print("later {}", v);
        co_return v;
    }
};
template <class T> Later<T> later(double delay, T value) { return {delay, value}; }

class Lazy {
public:
    explicit Lazy(std::function<Coroutine<int>()> fn) : fn_(fn) {}
    Coroutine<int> operator co_await() {
        if (!task_) task_ = asyncio::ensure_future(fn_());
        return await(task_);
    }
private:
    static Coroutine<int> await(Future<int> task) { co_return co_await task; }
    std::function<Coroutine<int>()> fn_;
    Future<int> task_;
};

Coroutine<int> add_(int a, int b) {
    co_await asyncio::sleep(0.01);
    co_return a + b;
}
Coroutine<int> add(int a, int b) {
    print("-> add ({}, {})", a, b);
    struct Finally { ~Finally() { print("<- add"); } } finally;
    co_return co_await add_(a, b);
}

template <class... E>
struct Suppress {
    Coroutine<> enter() { co_return; }
    Coroutine<bool> exit(std::exception_ptr error) {
        if ((isinstance<E>(error) || ...)) {
            print("suppressed {}", repr(error));
            co_return true;
        }
        co_return false;
    }
};

struct Transaction {
    std::string name;
    Coroutine<std::string> enter() {
        co_await asyncio::sleep(0.001);
        print("begin {}", name);
        co_return name;
    }
    Coroutine<bool> exit(std::exception_ptr error) {
        co_await asyncio::sleep(0.001);
        print("{} {}", error ? "rollback" : "commit", name);
        co_return false;
    }
};

Coroutine<> custom() {
    print("{}", co_await later(0.01, std::string("v")));
    auto [a, b] = co_await asyncio::gather(later(0.02, 1), later(0.01, 2));
    print("[{}, {}]", a, b);
    Lazy lazy(named("compute", []() -> Coroutine<int> {
        print("computing");
        co_await asyncio::sleep(0.01);
        co_return 42;
    }));
    auto reader = named("reader", [&](int n) -> Coroutine<> { print("reader {} {}", n, co_await lazy); });
    co_await asyncio::gather(reader(0), reader(1), reader(2));
    try {
        co_await asyncio::wait_for(later(1, std::string("never")), 0.01);
    } catch (const TimeoutError&) {
        print("timeout");
    }
}

Coroutine<> decorated() {
    print("{}", co_await add(1, 2));
    auto [a, b] = co_await asyncio::gather(add(3, 4), add(5, 6));
    print("[{}, {}]", a, b);
    auto t = asyncio::create_task(add(7, 8));
    co_await asyncio::sleep(0.005);
    t.cancel();
    co_await asyncio::wait({t});
    print("{}", repr(t.cancelled()));
}

Coroutine<std::string> cancelled() {
    co_await async_with(Suppress<asyncio::CancelledError>(), []() -> Coroutine<> {
        co_await async_with(Transaction{"e"}, []() -> Coroutine<> { co_await asyncio::sleep(1); });
    });
    co_return "survived";
}

Coroutine<> managers() {
    co_await async_with(Suppress<KeyError, ValueError>(), []() -> Coroutine<> {
        co_await async_with(Transaction{"a"}, [](std::string a) -> Coroutine<> {
            co_await async_with(Transaction{"b"}, [a]() -> Coroutine<> {
                print("in {}", a);
                throw ValueError("oops");
                co_return;
            });
        });
    });
    co_await async_with(Suppress<KeyError>(), []() -> Coroutine<> {
        co_await async_with(Transaction{"c"}, []() -> Coroutine<> { co_return; });
    });
    try {
        co_await async_with(Suppress<KeyError>(), []() -> Coroutine<> {
            co_await async_with(Transaction{"d"}, []() -> Coroutine<> {
                throw TypeError("goes through");
                co_return;
            });
        });
    } catch (const TypeError& e) {
        print("{}", repr(e));
    }
    auto t = asyncio::create_task(cancelled());
    co_await asyncio::sleep(0.01);
    t.cancel();
    auto r = co_await t;
    print("{} {}", r, t.cancelling());
}

struct Ticker {
    int count = 0;
    asyncio::Loop& loop = asyncio::get_running_loop();
    asyncio::TimerHandle handle;
    void start(double interval, int n, Future<int> done) { handle = loop.call_later(interval, &Ticker::tick, this, interval, n, done); }
    void tick(double interval, int n, Future<int> done) {
        count += 1;
        print("tick {} {}", count, rounded(std::fmod(loop.time(), 1), 3));
        if (count < n) start(interval, n, done);
        else done.set_result(count);
    }
};

template <class F> void resolve(F f, int x) { print("resolve {} {}", x, repr(f.done())); }

Coroutine<> ticker() {
    Ticker t;
    auto& loop = asyncio::get_running_loop();
    auto done = loop.create_future<int>();
    t.start(0.01, 3, done);
    print("{}", co_await done);
    loop.call_soon(named("print", [] { print("partial args"); }));
    loop.call_soon(&Ticker::tick, &t, 0.01, 0, loop.create_future<int>());
    loop.call_soon(resolve<Future<int>>, loop.create_future<int>(), 5);
    loop.call_later(0.001, resolve<Task<int>>, asyncio::create_task(add(0, 0)), 6);
    co_await asyncio::sleep(0.02);
}

Coroutine<> main() {
    co_await custom();
    co_await decorated();
    co_await managers();
    co_await ticker();
}
void program() { asyncio::run(main()); }

}  // namespace extra_mix_05
