#include <map>
#include <numeric>
#include "../python.hpp"

// Maps of tasks, functions that make coroutines, durations, results in many shapes, a chain of queues.
namespace extra_mix_03 {

template <class T>
Coroutine<T> value(T x, double d = 0.0) {
    co_await asyncio::sleep(d);
    co_return x;
}
Coroutine<std::string> value(const char* x, double d = 0.0) { return value(std::string(x), d); }

Coroutine<std::string> retry(std::function<Coroutine<std::string>(int)> make, int times) {
    for (int i = 0; i < times; ++i) {
        try {
            co_return co_await make(i);
        } catch (const OSError& e) {
            print("attempt {} failed: {}", i, str(e));
        }
        co_await asyncio::sleep(0.01 * (1 << i));
    }
    throw RuntimeError("gave up");
}

Coroutine<> maps() {
    std::map<std::string, Task<std::string>> tasks;
    for (auto [name, d] : {std::pair<std::string, double>{"a", 0.02}, {"b", 0.01}})
        tasks[name] = asyncio::create_task(value(upper(name), d), name);
    for (auto& [name, t] : tasks) print("{} {} {}", name, co_await t, t.get_name());
    std::map<int, Future<int>> futures;
    auto& loop = asyncio::get_running_loop();
    for (int i = 0; i < 3; ++i) {
        futures[i] = loop.create_future<int>();
        loop.call_later(0.03 - 0.01 * i, asyncio::named("set_result", [f = futures[i], i] { f.set_result(i * i); }));
    }
    std::vector<int> squares;
    for (auto& [i, f] : futures) squares.push_back(co_await f);
    print("{}", repr(squares));
    std::vector<Task<int>> pending;
    for (int i = 1; i < 4; ++i) pending.push_back(asyncio::create_task(value(i, 0.01 * i)));
    while (!pending.empty()) {
        std::vector<Task<int>> done;
        std::tie(done, pending) = co_await asyncio::wait(pending, {.return_when = asyncio::FIRST_COMPLETED});
        print("{} {}", repr_each(done, [](auto& t) { return t.result(); }), pending.size());
    }
}

Coroutine<std::string> flaky(int i) {
    co_await asyncio::sleep(0.001);
    if (i < 2) throw OSError(fmt::format("no {}", i));
    co_return fmt::format("yes {}", i);
}

Coroutine<> retries() {
    print("{}", co_await retry(flaky, 5));
    try {
        print("{}", co_await retry(flaky, 2));
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    using namespace std::chrono_literals;
    print("{}", co_await asyncio::wait_for(retry(flaky, 5), 1s));
    try {
        co_await asyncio::wait_for(retry(flaky, 5), 5ms);
    } catch (const TimeoutError&) {
        print("too slow");
    }
}

Coroutine<> shapes() {
    auto [a, b, c] = co_await asyncio::gather(value(1), value("two"), value(std::vector{3.5, 4.0}));
    print("{} {} [3.5, 4]", a, b);
    std::vector<Coroutine<int>> values;
    for (int i = 0; i < 4; ++i) values.push_back(value(i));
    auto results = co_await asyncio::gather(std::move(values));
    print("{} {}", repr(results), std::accumulate(results.begin(), results.end(), 0));
    auto [r1, r2, r3] = co_await asyncio::gather(
        value(1), asyncio::sleep(0, "s"), asyncio::create_task(value(asyncio::None())), asyncio::return_exceptions);
    print("[{}, {}, {}]", repr(r1), repr(r2), repr(r3));
    auto inner = asyncio::gather(value(1), value(2));
    auto [i12, i3] = co_await asyncio::gather(inner, value(3));
    print("[[{}, {}], {}]", std::get<0>(i12), std::get<1>(i12), i3);
    auto [s4, s5] = co_await asyncio::shield(asyncio::gather(value(4), value(5)));
    print("[{}, {}]", s4, s5);
    auto t = asyncio::create_task(value(std::tuple(1, std::string("x"))));
    auto tr = co_await asyncio::wait_for(t, 1);
    print("{} {}", repr(tr), repr(t.result()));
    auto nothing = []() -> Coroutine<> { co_return; };
    co_await nothing();
    co_await asyncio::create_task(nothing().as("nothing"));
    co_await asyncio::gather(nothing().as("nothing"), nothing().as("nothing"));
    print("None None [None, None]");
}

Coroutine<int> recursive(int n) {
    if (n == 0) {
        co_await asyncio::sleep(0);
        co_return 0;
    }
    if (n % 2) co_return 1 + co_await asyncio::create_task(recursive(n - 1));
    co_return 1 + co_await recursive(n - 1);
}

using Items = asyncio::Queue<std::optional<std::string>>;

Coroutine<> stage(std::string name, Items source, Items sink) {
    while (auto item = co_await source.get()) co_await sink.put(*item + name);
    co_await sink.put(asyncio::None());
}

Coroutine<> feed(Items q) {
    for (auto item : {"1", "2", "3"}) co_await q.put(item);
    co_await q.put(std::nullopt);
}

Coroutine<> chained() {
    std::vector<Items> q;
    for (int i = 0; i < 4; ++i) q.push_back(Items(1));
    std::vector<Task<>> stages;
    for (int i = 0; i < 3; ++i) stages.push_back(asyncio::create_task(stage(std::string(1, "xyz"[i]), q[i], q[i + 1])));
    auto f = asyncio::create_task(feed(q[0]));
    std::vector<std::string> out;
    while (auto item = co_await q[3].get()) out.push_back(*item);
    print("{} {} {}", repr(out), repr_each(stages, [](auto& s) { return s.done(); }), repr(f.done()));
}

Coroutine<> main() {
    co_await maps();
    co_await retries();
    co_await shapes();
    print("{}", co_await recursive(7));
    co_await chained();
}

void program() { asyncio::run(main()); }

}  // namespace extra_mix_03
