#include "../python.hpp"

// Classes of one's own: a counter, something to await (twice in one gather), handlers, a readers' and writers' lock,
// a debouncer.
namespace extra_mix_08 {

class Countdown {
public:
    Countdown(int n, double d) : n(n), d(d) {}
    Coroutine<std::optional<int>> next() {
        if (n <= 0) co_return std::nullopt;
        n -= 1;
        co_await asyncio::sleep(d);
        co_return n;
    }
    int n;
    double d;
};

class Deferred {
public:
    void resolve(int x) {
        if (!fut.done()) fut.set_result(x);
    }
    Coroutine<int> operator co_await() const { return wait(fut); }

private:
    static Coroutine<int> wait(Future<int> fut) {
        print("awaiting");
        int r = co_await fut;
        co_return r * 2;
    }
    Future<int> fut = asyncio::get_running_loop().create_future<int>();
};

class Emitter {
public:
    using Handler = std::function<Coroutine<int>(int)>;
    std::function<void()> on(std::string name, Handler h) {
        auto& hs = handlers[name];
        hs.push_back(std::move(h));
        return [&hs, it = std::prev(hs.end())] { hs.erase(it); };
    }
    Coroutine<std::vector<std::string>> emit(std::string name, int arg = 0) {
        std::vector<Coroutine<int>> coros;
        for (auto& h : handlers[name]) coros.push_back(h(arg));
        auto rs = co_await asyncio::gather(coros, asyncio::return_exceptions);
        std::vector<std::string> out;
        for (auto& r : rs) out.push_back(r.has_value() ? repr(r) : "'" + type_name(r.exception()) + "'");
        co_return out;
    }
    std::map<std::string, std::list<Handler>> handlers;
};
std::string list(const std::vector<std::string>& v) { return fmt::format("[{}]", fmt::join(v, ", ")); }

class RWLock {
public:
    Coroutine<> read(std::string name, double d) {
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            co_await cond.wait_for([&] { return !writing; });
            readers += 1;
        });
        std::exception_ptr error;
        try {
            print("{} reads {}", name, readers);
            co_await asyncio::sleep(d);
        } catch (...) {
            error = std::current_exception();
        }
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            readers -= 1;
            cond.notify_all();
            co_return;
        });
        if (error) std::rethrow_exception(error);
    }
    Coroutine<> write(std::string name, double d) {
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            co_await cond.wait_for([&] { return !writing && !readers; });
            writing = true;
        });
        std::exception_ptr error;
        try {
            print("{} writes", name);
            co_await asyncio::sleep(d);
        } catch (...) {
            error = std::current_exception();
        }
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            writing = false;
            cond.notify_all();
            co_return;
        });
        if (error) std::rethrow_exception(error);
    }
    asyncio::Condition cond;
    int readers = 0;
    bool writing = false;
};

template <class F>
class Debouncer {
public:
    Debouncer(double delay, F f) : delay(delay), f(f) {}
    template <class... A>
    void operator()(A... args) {
        if (handle) handle.cancel();
        handle = asyncio::get_running_loop().call_later(delay, f, args...);
    }
    double delay;
    F f;
    asyncio::TimerHandle handle;
};

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    Countdown three(3, 0.01);
    while (auto i = co_await three.next()) print("count {}", *i);
    Countdown two(2, 0);
    std::vector<int> all;
    while (auto i = co_await two.next()) all.push_back(*i);
    print(all);
    Deferred d;
    loop.call_later(0.01, &Deferred::resolve, &d, 21);
    print(co_await d);
    Deferred d2;
    auto t = asyncio::ensure_future(d2);
    co_await asyncio::sleep(0);
    d2.resolve(4);
    auto first = co_await asyncio::wait_for(t, 1);
    auto [x, y] = co_await asyncio::gather(d2, d2);
    print("{} [{}, {}]", first, x, y);
    Emitter e;
    auto slow = asyncio::named("slow", [](int x) -> Coroutine<int> {
        co_await asyncio::sleep(0.01);
        co_return x + 1;
    });
    auto bad = asyncio::named("bad", [](int x) -> Coroutine<int> {
        throw KeyError(x);
        co_return 0;
    });
    auto off = e.on("x", slow);
    e.on("x", bad);
    auto e1 = co_await e.emit("x", 1);
    print("{} {}", list(e1), list(co_await e.emit("y")));
    off();
    print(list(co_await e.emit("x", 2)));
    RWLock rw;
    auto w = asyncio::create_task(rw.write("w2", 0.01));
    std::vector ts{asyncio::create_task(rw.read("r1", 0.02)), w, asyncio::create_task(rw.read("r2", 0.01)),
                   asyncio::create_task(rw.write("w1", 0.01)), asyncio::create_task(rw.read("r3", 0.01))};
    co_await asyncio::sleep(0.005);
    ts[3].cancel();
    std::vector<std::string> shown;
    for (auto& r : co_await asyncio::gather(ts, asyncio::return_exceptions)) shown.push_back(r.has_value() ? "None" : "'" + type_name(r.exception()) + "'");
    print(list(shown));
    Debouncer deb(0.01, asyncio::named("print", [](std::string s, int i) { print("{} {}", s, i); }));
    for (int i = 0; i < 4; ++i) {
        deb(std::string("debounced"), i);
        co_await asyncio::sleep(0.004 * i);
    }
    co_await asyncio::sleep(0.02);
}
void program() { asyncio::run(main()); }

}  // namespace extra_mix_08
