#include "../python.hpp"

// Exceptions that cross asyncio: causes, contexts, groups in groups, CancelledError's messages, generators.
namespace extra_docs_08 {
using asyncio::TaskGroup;

Coroutine<> inner() {
    try {
        throw KeyError("k");
    } catch (const KeyError& e) {
        asyncio::raise_from(ValueError("v"), e);
    }
    co_return;
}

Coroutine<> causes() {
    try {
        co_await inner();
    } catch (const ValueError& e) {
        print("{} {} {}", repr(e), repr(e.cause()), repr(e.context()));
    }
    auto t = asyncio::create_task(inner());
    try {
        co_await t;
    } catch (const ValueError& e) {
        print("{} {}", repr(e.cause()), "True");
    }
    try {
        co_await asyncio::wait_for(asyncio::sleep(5), 1);
    } catch (const TimeoutError& e) {
        print("{} {}", repr(e), repr(e.cause()));
    }
}

template <class E>
Coroutine<> bad(E e, double delay = 0) {
    co_await asyncio::sleep(delay);
    throw e;
}

Coroutine<> groups() {
    try {
        co_await asyncio::async_with(TaskGroup(), [](TaskGroup& tg) -> Coroutine<> {
            tg.create_task(bad(ValueError("a")));
            tg.create_task(bad(KeyError("b")));
            co_await asyncio::async_with(TaskGroup(), [](TaskGroup& inner) -> Coroutine<> {
                inner.create_task(bad(OSError("c")));
                inner.create_task(bad(OSError("d"), 1));
                co_return;
            });
        });
    } catch (...) {
        asyncio::except_star(asyncio::on<OSError>([](const auto& eg) { print("os {}", repr(eg)); }),
                             asyncio::on<ValueError, KeyError>([](const auto& eg) {
                                 print("values {} {} {}", repr(eg), str(*asyncio::group_of(eg.pointer())), eg.exceptions().size());
                             }));
    }
    try {
        co_await asyncio::async_with(TaskGroup(), [](TaskGroup& tg) -> Coroutine<> {
            tg.create_task(bad(ValueError("x")));
            co_await asyncio::sleep(0);
            throw TypeError("body");
        });
    } catch (const ExceptionGroup& eg) {
        auto [match, rest] = eg.split([](const std::exception_ptr& e) { return isinstance<ValueError>(e); });
        print("{} {} ({}, {})", repr(eg), str(*eg.subgroup<TypeError>()), repr(match), repr(rest));
    }
    try {
        co_await asyncio::async_with(TaskGroup(), [](TaskGroup& tg) -> Coroutine<> {
            tg.create_task(bad(SystemExit(3)), "exits");
            co_await asyncio::sleep(1);
        });
    } catch (const BaseException& e) {
        print("{}", repr(e));
    }
    try {
        asyncio::make_exception_group("mixed", {std::make_exception_ptr(asyncio::CancelledError("c")), std::make_exception_ptr(ValueError("v"))})->raise();
    } catch (const BaseExceptionGroup& eg) {
        print("{} {} {}", repr(eg), repr(dynamic_cast<const ExceptionGroup*>(&eg) != nullptr), repr(eg.derive({std::make_exception_ptr(ValueError("w"))})));
    }
}

asyncio::AsyncGenerator<int> ticker(double delay, int to) {
    struct Closed {
        ~Closed() { print("closed"); }
    } closed;
    for (int i = 0; i < to; ++i) {
        co_yield i;
        co_await asyncio::sleep(delay);
    }
}

Coroutine<int> wrap(asyncio::AsyncGenerator<int>& g) { co_return *co_await g.next(); }

Coroutine<> generators() {
    {
        auto g = ticker(0.1, 3);
        while (auto i = co_await g.next()) print("{}", *i);
    }
    auto g = ticker(0.1, 10);
    auto a = co_await g.next(), b = co_await g.next();
    print("{} {}", *a, *b);
    co_await g.aclose();
    if (!co_await g.next()) print("StopAsyncIteration()");
    g = ticker(0.1, 10);
    print("{}", *co_await g.next());
    try {
        co_await g.athrow(ValueError("thrown"));
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    g = ticker(1, 2);
    print("{}", *co_await g.next());
    auto t = asyncio::create_task(wrap(g));
    co_await asyncio::sleep(0.5);
    t.cancel("stop");
    try {
        co_await t;
    } catch (const asyncio::CancelledError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> main() {
    co_await causes();
    try {
        co_await groups();
    } catch (const SystemExit&) {
        print("exit");
    }
    co_await generators();
}

void program() { asyncio::run(main()); }

}  // namespace extra_docs_08
