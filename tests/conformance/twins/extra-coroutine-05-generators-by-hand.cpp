#include "../python.hpp"

// Asynchronous generators that are sent things, thrown errors, closed while they clean up.
namespace extra_coroutine_05 {
using asyncio::AsyncGenerator;

AsyncGenerator<std::optional<double>, double> averager() {
    double total = 0;
    int n = 0;
    std::optional<double> last;
    std::exception_ptr closing;
    try {
        while (true) {
            double x = (co_yield last).value_or(0);
            co_await asyncio::sleep(0.01);
            total += x;
            n += 1;
            last = total / n;
        }
    } catch (const asyncio::GeneratorExit&) {
        closing = std::current_exception();
    }
    print("closing");
    co_await asyncio::sleep(0.01);
    print("closed {}", total);
    std::rethrow_exception(closing);
}

AsyncGenerator<int> resilient() {
    int n = 0;
    while (true) {
        try {
            co_await asyncio::sleep(0);
            n += 1;
            co_yield n;
        } catch (const ValueError& e) {
            print("inside {}", repr(e));
            n = 100;
        }
    }
}

AsyncGenerator<int> finite() {
    co_yield 1;
    co_yield 2;
}

AsyncGenerator<int> stubborn() {
    bool closing = false;
    try {
        co_yield 1;
    } catch (const asyncio::GeneratorExit&) {
        closing = true;
    }
    if (closing) co_yield 2;
}

Coroutine<> main() {
    auto a = averager();
    print("{}", repr(*co_await a.next()));
    for (double x : {10, 20, 60}) print("{}", repr(*co_await a.asend(x)));
    print("{}", repr(*co_await a.next()));
    co_await a.aclose();
    co_await a.aclose();
    if (!co_await a.asend(1)) print("ended");
    auto r = resilient();
    auto x = co_await r.next();
    auto y = co_await r.next();
    print("{} {}", *x, *y);
    print("{}", *co_await r.athrow(ValueError("thrown")));
    print("{}", *co_await r.next());
    try {
        co_await r.athrow(KeyError("through"));
    } catch (const KeyError& e) {
        print("{}", repr(e));
    }
    if (!co_await r.next()) print("ended");
    auto b = averager();
    try {
        co_await b.asend(5);
    } catch (const TypeError& e) {
        print("{}", repr(e));
    }
    co_await b.aclose();
    auto c = resilient();
    try {
        co_await c.athrow(ValueError("before it begins"));
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    if (!co_await c.next()) print("ended");
    auto f = finite();
    while (auto i = co_await f.next()) {
        print("{}", *i);
        break;
    }
    co_await f.aclose();
    auto s = stubborn();
    print("{}", *co_await s.next());
    try {
        co_await s.aclose();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    auto d = averager();
    co_await d.next();
    auto sends = asyncio::named("sends", [&](double x) -> Coroutine<> {
        try {
            print("sent {} {}", x, repr(*co_await d.asend(x)));
        } catch (const RuntimeError& e) {
            print("{}", repr(e));
        }
    });
    co_await asyncio::gather(sends(1), sends(2));
    co_await d.aclose();
}
void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_05
