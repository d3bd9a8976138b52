#include "../python.hpp"

// Asynchronous generators: values on the way, ended, cancelled, nested, failing.
namespace extra_coroutine_04 {

using asyncio::AsyncGenerator;

AsyncGenerator<int> ticks(std::string name, int n, double d) {
    struct Finally {
        std::string& name;
        ~Finally() { print("{} ends", name); }
    } finally{name};
    for (int i = 0; i < n; ++i) {
        co_await asyncio::sleep(d);
        print("{} yields {}", name, i);
        co_yield i;
    }
}

AsyncGenerator<int> doubled(std::string name) {
    auto generator = ticks(name, 3, 0.01);
    while (auto i = co_await generator.next()) co_yield 2 * *i;
}

AsyncGenerator<std::string> fails() {
    co_yield "first";
    co_await asyncio::sleep(0);
    throw ValueError("in the generator");
}

Coroutine<int> consume(std::string name, double d) {
    int total = 0;
    auto generator = doubled(name);
    while (auto i = co_await generator.next()) {
        total += *i;
        co_await asyncio::sleep(d);
    }
    co_return total;
}

Coroutine<> limited() {
    co_await asyncio::async_with(asyncio::timeout(0.025), []() -> Coroutine<> {
        auto generator = ticks("limited", 5, 0.01);
        while (auto i = co_await generator.next()) print("limited got {}", *i);
    });
}

Coroutine<> main() {
    auto plain = ticks("plain", 2, 0.01);
    while (auto i = co_await plain.next()) print("got {}", *i);
    auto [a, b] = co_await asyncio::gather(consume("a", 0), consume("b", 0.005));
    print("[{}, {}]", a, b);
    try {
        auto generator = fails();
        while (auto x = co_await generator.next()) print("{}", *x);
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    try {
        co_await limited();
    } catch (const TimeoutError&) {
        print("time is up");
    }
    auto t = asyncio::create_task(consume("cancelled", 0));
    co_await asyncio::sleep(0.015);
    t.cancel();
    auto [r] = co_await asyncio::gather(t, asyncio::return_exceptions);
    print("[{}]", repr(r));
    auto g = ticks("by hand", 2, 0);
    auto first = co_await g.next();
    auto second = co_await g.next();
    auto third = co_await g.next();
    auto fourth = co_await g.next();
    print("{} {} {} {}", *first, *second, repr(third), repr(fourth));
}

void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_04
