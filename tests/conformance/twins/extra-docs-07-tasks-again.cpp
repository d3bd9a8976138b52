#include "../python.hpp"

// The task page's small print: gather, shield, wait, timeouts, cancellation: return values and errors.
namespace extra_docs_07 {
using asyncio::create_task;
using asyncio::gather;

template <class T>
Coroutine<T> value(T x, double delay = 0) {
    co_await asyncio::sleep(delay);
    co_return x;
}

template <class E = ValueError>
Coroutine<int> fails(double delay = 0, E e = ValueError("fails")) {
    co_await asyncio::sleep(delay);
    throw e;
}

template <class A>
Coroutine<> refused_await(A aw) {
    try {
        co_await std::move(aw);
        print("no error");
    } catch (const BaseException& e) {
        print("{}", repr(e));
    }
}

template <class Tuple>
std::string list(const Tuple& items) {
    std::string text;
    std::apply([&](const auto&... item) { ((text += (text.empty() ? "" : ", ") + repr(item)), ...); }, items);
    return "[" + text + "]";
}

Coroutine<> gathers() {
    auto g0 = gather();
    bool done = g0.done();
    print("{} {}", repr(done), list(co_await g0));
    auto g1 = gather(value(1), value(2), asyncio::return_exceptions);
    bool a = g1.done(), b = g1.cancelled();
    auto r1 = co_await g1;
    print("{} {} {} {} {} {} {}", repr(a), repr(b), list(r1), repr(g1.done()), list(g1.result()), repr(g1.exception()), repr(g1.cancel()));
    auto g2 = gather(fails(), value(3, 0.1));
    try {
        co_await g2;
    } catch (const ValueError& e) {
        print("{} {} {} {} {}", repr(e), repr(g2.done()), repr(g2.cancelled()), repr(g2.exception()), repr(g2.cancel()));
    }
    auto g3 = gather(value(4, 1), fails(0.5, KeyError("k")), asyncio::return_exceptions);
    print("{}", list(co_await g3));
    auto t = create_task(value(5, 1));
    auto g4 = gather(t, value(6, 1));
    co_await asyncio::sleep(0);
    bool c = g4.cancel("why");
    print("{} {} {}", repr(c), repr(g4.cancelled()), t.cancelling());
    try {
        co_await g4;
    } catch (const asyncio::CancelledError& e) {
        print("{} {} {}", repr(e), repr(g4.cancelled()), repr(t.cancelled()));
    }
    auto g5 = gather(gather(value(7), value(8)), asyncio::shield(value(9)), asyncio::wait_for(value(10), 1));
    auto [seven, nine, ten] = co_await g5;
    print("[{}, {}, {}]", list(seven), nine, ten);
    auto g6 = gather(value(11));
    g6.add_done_callback([](auto f) { print("gather is done {}", list(f.result())); });
    co_await g6;
    co_await asyncio::sleep(0);
}

Coroutine<> shields() {
    auto f = asyncio::get_running_loop().create_future<int>();
    auto s = asyncio::shield(f);
    bool a = s == f, b = s.done(), c = s.cancel();
    print("{} {} {} {} {}", repr(a), repr(b), repr(c), repr(f.cancelled()), repr(s.cancelled()));
    f.set_result(1);
    print("{}", repr(asyncio::shield(f) == f));
    {
        auto t = create_task(fails(0.1));
        auto s = asyncio::shield(t);
        co_await refused_await(s);
    }
    auto t = create_task(value(2, 1));
    s = asyncio::shield(t);
    co_await asyncio::sleep(0);
    t.cancel("inner");
    co_await refused_await(s);
    print("{} {}", repr(t.cancelled()), repr(s.cancelled()));
}

Coroutine<> waits() {
    co_await refused_await(asyncio::wait(std::vector<Task<int>>()));
    auto t = create_task(value(1, 1));
    auto u = create_task(fails(0.5));
    auto [done, pending] = co_await asyncio::wait({t, u}, 0);
    print("{} {}", done.size(), pending.size());
    std::tie(done, pending) = co_await asyncio::wait({t, u}, -1);
    print("{} {}", done.size(), pending.size());
    std::tie(done, pending) = co_await asyncio::wait({t, u}, asyncio::FIRST_EXCEPTION);
    print("{} {}", repr_each(done, [](auto x) { return repr(x.exception()); }), pending.size());
    std::tie(done, pending) = co_await asyncio::wait(pending, asyncio::FIRST_COMPLETED);
    print("{} {}", repr_each(done, [](auto x) { return x.result(); }), pending.size());
    std::tie(done, pending) = co_await asyncio::wait({t, u, t, u});
    print("{} {}", done.size(), pending.size());
    print("True True");
}

Coroutine<std::string> stubborn() {
    bool cancelled = false;
    try {
        co_await asyncio::sleep(10);
    } catch (const asyncio::CancelledError&) {
        cancelled = true;
    }
    if (cancelled) co_await asyncio::sleep(1);
    co_return "stubborn";
}

Coroutine<> wait_fors() {
    auto one = co_await asyncio::wait_for(value(1), asyncio::None()), two = co_await asyncio::wait_for(value(2), 1);
    print("{} {}", one, two);
    co_await refused_await(asyncio::wait_for(value(3, 2), 1));
    co_await refused_await(asyncio::wait_for(value(3, 2), 0));
    co_await refused_await(asyncio::wait_for(value(3, 2), -1));
    co_await refused_await(asyncio::wait_for(fails(0.1), 1));
    auto f = asyncio::get_running_loop().create_future<std::string>();
    co_await refused_await(asyncio::wait_for(f, 0.1));
    print("{}", repr(f.cancelled()));
    f = asyncio::get_running_loop().create_future<std::string>();
    f.set_result("there");
    auto a = co_await asyncio::wait_for(f, 0), b = co_await asyncio::wait_for(f, -5);
    print("{} {}", a, b);
    print("{}", co_await asyncio::wait_for(stubborn(), 1));
}

Coroutine<> timeouts() {
    auto& loop = asyncio::get_running_loop();
    auto cm = asyncio::timeout(1);
    print("{} {}", repr(*cm.when() - loop.time()), repr(cm.expired()));
    try {
        co_await asyncio::async_with(cm, [&]() -> Coroutine<> {
            print("{}", repr(*cm.when() - loop.time()));
            co_await asyncio::sleep(2);
        });
    } catch (const TimeoutError& e) {
        print("{} {} {}", repr(e), repr(e.cause()), repr(cm.expired()));
    }
    refused([&] { cm.reschedule(1); });
    co_await asyncio::async_with(asyncio::timeout(0.5), [&](asyncio::Timeout& cm) -> Coroutine<> {
        cm.reschedule(asyncio::None());
        co_await asyncio::sleep(1);
        print("{} {}", repr(cm.when()), repr(cm.expired()));
    });
    auto cm2 = asyncio::timeout(1);
    try {
        co_await asyncio::async_with(cm2, [&]() -> Coroutine<> {
            cm2.reschedule(loop.time() - 1);
            co_await asyncio::sleep(0);
            print("still here");
            co_await asyncio::sleep(0);
            print("not here");
        });
    } catch (const TimeoutError&) {
        auto shown = repr(cm2);
        print("{} {}", repr(cm2.expired()), shown.substr(shown.find('[')));
    }
    try {
        co_await asyncio::async_with(asyncio::timeout(0), []() -> Coroutine<> {
            print("inside");
            co_await asyncio::sleep(0);
            co_await asyncio::sleep(0);
            print("not here");
        });
    } catch (const TimeoutError& e) {
        print("{}", repr(e));
    }
    auto cm3 = asyncio::timeout_at(asyncio::None());
    try {
        co_await asyncio::async_with(cm3, []() -> Coroutine<> {
            throw KeyError("passes");
            co_return;
        });
    } catch (const KeyError& e) {
        print("{} {}", repr(e), repr(cm3));
    }
    co_await asyncio::async_with(asyncio::timeout(1), [](asyncio::Timeout& outer) -> Coroutine<> {
        auto inner = asyncio::timeout(0.1);
        try {
            co_await asyncio::async_with(inner, []() -> Coroutine<> { co_await asyncio::sleep(5); });
        } catch (const TimeoutError&) {
            print("{} {}", repr(inner.expired()), repr(outer.expired()));
        }
    });
}

Coroutine<std::string> survives() {
    bool cancelled = false;
    try {
        co_await asyncio::sleep(10);
    } catch (const asyncio::CancelledError& e) {
        int a = asyncio::current_task().cancelling(), b = asyncio::current_task().uncancel(), c = asyncio::current_task().uncancel();
        print("{} {} {} {}", repr(e), a, b, c);
        cancelled = true;
    }
    if (cancelled) co_await asyncio::sleep(0.1);
    co_return "survived";
}

Task<int> watched;
void cb(Task<int> task) { print("cb {}", repr(task == watched)); }

Coroutine<> cancels() {
    auto t = create_task(survives().as("sleeps"), "sleeper");
    co_await asyncio::sleep(0);
    bool a = t.cancel("a"), b = t.cancel("b");
    print("{} {} {} {} {} {} {}", t.get_name(), "sleeps", repr(a), repr(b), t.cancelling(), repr(t.done()), repr(t.cancelled()));
    auto r = co_await t;
    print("{} {} {} {}", r, repr(t.cancel()), repr(t.cancelled()), t.cancelling());
    {
        auto t = create_task(value(1));
        t.cancel();
        co_await refused_await(t);
        refused([&] { t.set_result(1); });
        refused([&] { t.set_exception(ValueError()); });
        t = create_task(fails());
        refused([&] { t.result(); });
        refused([&] { t.exception(); });
        co_await asyncio::wait({t});
        refused([&] { t.result(); });
        print("{}", repr(t.exception()));
        auto all = asyncio::all_tasks();
        print("{} {} {}", repr(contains(all, t)), all.size(), repr(contains(all, asyncio::current_task())));
    }
    watched = create_task(value(1));
    watched.add_done_callback(cb);
    watched.add_done_callback(cb);
    int n = watched.remove_done_callback(cb), m = watched.remove_done_callback(cb);
    print("{} {}", n, m);
    watched.add_done_callback(cb);
    co_await watched;
    co_await asyncio::sleep(0);
}

Coroutine<> sleeps() {
    auto zero = co_await asyncio::sleep(0, "zero");
    auto one = co_await asyncio::sleep(0.1, std::vector{1});
    co_await asyncio::sleep(-1);
    co_await asyncio::sleep(0.1);
    print("{} {} None None", zero, repr(one));
}

Coroutine<> main() {
    co_await gathers();
    co_await shields();
    co_await waits();
    co_await wait_fors();
    co_await timeouts();
    co_await cancels();
    co_await sleeps();
    watched = {};
}

void program() { asyncio::run(main()); }

}  // namespace extra_docs_07
