#include "../python.hpp"

// What is asked of an asynchronous generator is a coroutine: in tasks, wait_for, gather; thrown into, closed while it
// runs.
namespace extra_coroutine_07 {

using asyncio::AsyncGenerator;
using Log = std::vector<std::string>;

AsyncGenerator<int, std::string> gen(int n, Log& log) {
    std::exception_ptr error;
    try {
        for (int i = 0; i < n; ++i) {
            bool into = false;
            try {
                auto got = co_yield i;
                if (got) log.push_back(*got);
            } catch (const ValueError& e) {
                log.push_back(repr(e));
                into = true;
            }
            if (into) co_yield -1;
            co_await asyncio::sleep(0.01);
        }
    } catch (const asyncio::GeneratorExit&) {
        log.push_back("exit");
        error = std::current_exception();
    } catch (...) {
        error = std::current_exception();
    }
    co_await asyncio::sleep(0.01);
    log.push_back("closed");
    if (error) std::rethrow_exception(error);
}

template <class G>
AsyncGenerator<int> squares(G source) {
    while (auto x = co_await source.next()) co_yield *x * *x;
}

AsyncGenerator<int> stubborn() {
    try {
        co_yield 1;
        co_yield 2;
    } catch (const asyncio::GeneratorExit&) {
    }
    co_yield 3;
}

AsyncGenerator<int> breaks() {
    co_yield 1;
    throw KeyError("broken");
}

AsyncGenerator<int> stop() {
    co_yield 1;
    throw asyncio::StopAsyncIteration("no");
}

AsyncGenerator<std::pair<int, int>> pairs() {
    for (int i = 0; i < 3; ++i) {
        co_await asyncio::sleep(0);
        co_yield {i, i * 10};
    }
}

Coroutine<> comprehended() {
    Log log;
    {
        std::vector<int> xs;
        auto sq = squares(gen(3, log));
        while (auto x = co_await sq.next())
            if (*x != 1) xs.push_back(*x);
        print("{} {}", repr(xs), repr(log));
    }
}

Coroutine<> by_hand() {
    Log log;
    log.clear();
    auto g = gen(4, log);
    auto r1 = co_await g.next();
    auto r2 = co_await g.asend("hello");
    auto r3 = co_await g.athrow(ValueError("into"));
    auto r4 = co_await asyncio::anext(g);
    print("{} {} {} {}", *r1, *r2, *r3, r4);
    co_await g.aclose();
    auto over = co_await g.next();
    print("{} {}", repr(log), over ? "?" : "over");
    try {
        co_await asyncio::anext(g);
    } catch (const asyncio::StopAsyncIteration& e) {
        print(repr(e));
    }
    co_await g.aclose();
    g = gen(1, log);
    try {
        co_await g.athrow(RuntimeError("before start"));
    } catch (const RuntimeError& e) {
        print(e);
    }
    print("{}", repr(co_await g.next()));
}

Coroutine<> refused() {
    Log log;
    auto g = gen(2, log);
    try {
        co_await g.asend("5");
    } catch (const TypeError& e) {
        print(e);
    }
    print(co_await asyncio::anext(g));
    auto t = asyncio::create_task(g.aclose());
    co_await asyncio::sleep(0);
    try {
        co_await asyncio::anext(g);
    } catch (const RuntimeError& e) {
        print(e);
    }
    co_await t;
}

Coroutine<> stubborn_and_broken() {
    auto s = stubborn();
    co_await asyncio::anext(s);
    try {
        co_await s.aclose();
    } catch (const RuntimeError& e) {
        print(e);
    }
    for (auto f : {breaks, stop}) {
        try {
            auto it = f();
            while (auto x = co_await it.next()) print(*x);
        } catch (const Exception& e) {
            print("{} {}", repr(e), repr(e.cause()));
        }
    }
}

Coroutine<> cut_short() {
    Log log;
    log.clear();
    auto consume = asyncio::named("consume", [&]() -> Coroutine<> {
        auto it = gen(10, log);
        while (auto x = co_await it.next()) print("x {}", *x);
    });
    auto t2 = asyncio::create_task(consume());
    co_await asyncio::sleep(0.015);
    t2.cancel();
    try {
        co_await t2;
    } catch (const asyncio::CancelledError&) {
        print("cancelled {}", repr(log));
    }
}

Coroutine<> in_tasks() {
    Log log;
    auto g = gen(3, log);
    {
        auto a = co_await asyncio::wait_for(g.next(), 1);
        auto b = co_await asyncio::wait_for(g.asend("sent"), 1);
        print("{} {}", *a, *b);
        auto [r] = co_await asyncio::gather(g.athrow(ValueError("thrown")), asyncio::return_exceptions);
        print("[{}]", repr(r));
        auto t = asyncio::create_task(g.aclose(), "closing");
        try {
            co_await asyncio::wait_for(asyncio::shield(t), 0.001);
        } catch (const TimeoutError&) {
            print("{} {}", t.get_name(), repr(t.done()));
        }
        co_await t;
        print("None {}", repr(log));
    }
}

Coroutine<> in_time() {
    Log log;
    auto g = gen(5, log);
    try {
        co_await asyncio::async_with(asyncio::timeout(0.025), [&]() -> Coroutine<> {
            while (auto x = co_await g.next()) print(*x);
        });
    } catch (const TimeoutError&) {
        print("timeout {}", repr(log));
    }
}

Coroutine<> gathered() {
    std::map<int, int> dict;
    std::set<int> keys;
    int sum = 0;
    auto p = pairs();
    while (auto xy = co_await p.next()) dict.insert(*xy);
    p = pairs();
    while (auto xy = co_await p.next()) keys.insert(xy->first);
    p = pairs();
    while (auto xy = co_await p.next()) sum += xy->second;
    print("{} {} {}", repr(dict), repr(keys), sum);
}

Coroutine<> main() {
    co_await comprehended();
    co_await by_hand();
    co_await refused();
    co_await stubborn_and_broken();
    co_await cut_short();
    co_await in_tasks();
    co_await in_time();
    co_await gathered();
}
void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_07
