#include "../python.hpp"

// Timers compared and cancelled, handles cancelled from within, chains of callbacks, print and objects as callbacks.
namespace extra_callback_12 {

std::vector<std::string> log_;
void append(std::string s) { log_.push_back(s); }
struct Clock {
    asyncio::Loop& loop;
    int n = 0;
    asyncio::TimerHandle handle = {};
    void tick(int limit, std::string label) {
        n += 1;
        print("{} {} {}", label, n, repr(rounded(loop.time(), 3)));
        if (n < limit) handle = loop.call_later(0.01, asyncio::bound(this, &Clock::tick), limit, label);
    }
};

Coroutine<> timers() {
    auto& loop = asyncio::get_running_loop();
    Clock c(loop);
    c.tick(3, "tick");
    co_await asyncio::sleep(0.05);
    std::vector<asyncio::TimerHandle> hs;
    for (int i = 0; i < 5; ++i) hs.push_back(loop.call_later(0.01, append, std::to_string(i)));
    hs[0].cancel();
    loop.call_later(0.01, asyncio::bound(hs[4], &asyncio::TimerHandle::cancel));
    loop.call_later(0.005, asyncio::bound(hs[3], &asyncio::TimerHandle::cancel));
    loop.call_later(0.005, [&] { loop.call_later(0.005, append, "same time later armed"); });
    loop.call_at(loop.time() + 0.01, append, "at");
    loop.call_later(-1, append, "negative");
    loop.call_soon(append, "soon");
    loop.call_at(0, append, "past");
    co_await asyncio::sleep(0.02);
    print("{} {} {} {} {}", repr(log_), repr_each(hs, [](auto& h) { return h.cancelled(); }),
          repr(hs[1].when() == hs[2].when()), repr(hs[1] == hs[1]), repr(hs[1] == hs[2]));
    auto a = loop.call_later(0.1, append, "1"), b = loop.call_later(0.2, append, "2");
    print("{} {} {} {} {} {} {}", repr(a < b), repr(b > a), repr(a <= b), repr(a >= b), repr(a <= a), repr(b < a),
          repr(std::max(a, b) == b));
    a.cancel();
    b.cancel();
    log_.clear();
}

Coroutine<> handles() {
    auto& loop = asyncio::get_running_loop();
    auto h = loop.call_soon(append, "first");
    loop.call_soon(asyncio::bound(h, &asyncio::Handle::cancel));
    auto g = loop.call_soon(append, "second");
    loop.call_soon_threadsafe(append, "third");
    g.cancel();
    g.cancel();
    co_await asyncio::sleep(0);
    print("{} {} {}", repr(log_), repr(h.cancelled()), repr(g.cancelled()));
    log_.clear();
    std::function<void(int)> chain = [&](int n) {
        log_.push_back(std::to_string(n));
        if (n) loop.call_soon(asyncio::named("chain", chain), n - 1);
    };
    loop.call_soon(asyncio::named("chain", chain), 3);
    for (int i = 0; i < 5; ++i) {
        co_await asyncio::sleep(0);
        log_.push_back("-");
    }
    print(log_);
}

Coroutine<> errors() {
    auto& loop = asyncio::get_running_loop();
    auto raises = asyncio::named("raises", [] { throw ZeroDivisionError("callback"); });
    loop.set_exception_handler(
        [](auto&, auto& ctx) { print("{} {}", type_name(ctx.exception), repr(ctx.handle.cancelled())); });
    auto t = loop.call_later(0, raises);
    co_await asyncio::sleep(0.001);
    print("{} {}", repr(t.cancelled()), repr(t.when() <= loop.time()));
    t.cancel();
    print(t.cancelled());
    auto far = loop.call_later(3600, print, "never");
    co_await asyncio::async_with(asyncio::timeout(asyncio::None()),
                                 []() -> Coroutine<> { co_await asyncio::sleep(0); });
    loop.call_later(0.01, asyncio::named("call_later", [&] { loop.call_later(0.01, print, "nested later"); }));
    co_await asyncio::sleep(0.05);
    far.cancel();
}

struct Counter {
    int n = 0;
    void operator()(Future<std::string> f) {
        n += 1;
        print("counter {} {}", n, f.result());
    }
};

Coroutine<> callables() {
    auto f = asyncio::get_running_loop().create_future<std::string>();
    Counter one, other;
    for (Counter* c : {&one, &other, &one, &other, &other}) f.add_done_callback(std::ref(*c));
    int removed = f.remove_done_callback(std::ref(one)), again = f.remove_done_callback(std::ref(one));
    print("{} {}", removed, again);
    f.add_done_callback(std::ref(one));
    f.set_result("r");
    co_await asyncio::sleep(0);
    print("{} {}", one.n, other.n);
}

Coroutine<> main() {
    co_await timers();
    co_await handles();
    co_await errors();
    co_await callables();
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_12
