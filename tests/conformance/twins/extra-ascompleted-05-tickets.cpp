#include "../python.hpp"

// The coroutines of as_completed given to gather and wait_for; timeouts, cancelled and failed futures, leftovers.
namespace extra_ascompleted_05 {

Coroutine<std::string> job(std::string name, double d, std::exception_ptr fail = nullptr) {
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
    if (fail) std::rethrow_exception(fail);
    co_return name;
}

Coroutine<> in_time() {
    std::vector<Task<std::string>> ts;
    for (int i = 0; i < 3; ++i) ts.push_back(asyncio::create_task(job(fmt::format("j{}", i), 0.01 * (3 - i)), fmt::format("j{}", i)));
    try {
        for (auto c : asyncio::as_completed(ts, 0.015)) print(co_await c);
    } catch (const TimeoutError& e) {
        print("timeout {} {}", repr(e), repr_each(ts, [](auto& t) { return t.done(); }));
    }
    co_await asyncio::wait(ts);
    for (auto c : asyncio::as_completed(ts)) print("again {}", co_await c);
}

Coroutine<> futures() {
    auto& loop = asyncio::get_running_loop();
    std::vector<Future<std::string>> futs;
    for (int i = 0; i < 3; ++i) futs.push_back(loop.create_future<std::string>());
    loop.call_later(0.01, asyncio::bound(futs[2], &Future<std::string>::set_result), "two");
    loop.call_later(0.02, asyncio::named("cancel", [f = futs[0]] { f.cancel(); }));
    loop.call_later(0.03, asyncio::named("set_exception", [f = futs[1]] { f.set_exception(ValueError("one")); }));
    int i = 0;
    for (auto c : asyncio::as_completed(futs)) {
        try {
            print("{} {}", i, co_await c);
        } catch (const BaseException& e) {
            print("{} {}", i, repr(e));
        }
        ++i;
    }
    for (auto c : asyncio::as_completed({futs[2], futs[2]})) print("same {}", co_await c);
}

Coroutine<> kept() {
    std::vector tasks{asyncio::create_task(job("x", 0.01)), asyncio::create_task(job("y", 0.5))};
    auto completed = asyncio::as_completed(tasks, 0.03);
    auto it = completed.begin();
    auto a = *it;
    ++it;
    auto b = *it;
    auto [rb, ra] = co_await asyncio::gather(b, a, asyncio::return_exceptions);
    print("[{}, {}]", repr(rb), repr(ra));
    tasks[1].cancel();
    co_await asyncio::wait(tasks);
    auto collect = asyncio::named("collect", []() -> Coroutine<> {
        std::vector<std::string> out;
        for (auto c : asyncio::as_completed(job("p", 0.02), job("q", 0.01), job("r", 1))) {
            out.push_back(co_await c);
            print("out {}", repr(out));
        }
    });
    auto t = asyncio::create_task(collect());
    co_await asyncio::sleep(0.03);
    t.cancel("enough");
    try {
        co_await t;
    } catch (const asyncio::CancelledError& e) {
        print("collect {}", repr_args(e));
    }
    print(asyncio::all_tasks().size());
}

Coroutine<> waited_for() {
    std::vector<Coroutine<std::string>> two;
    two.push_back(job("s", 0.01, std::make_exception_ptr(KeyError("s"))));
    two.push_back(job("t", 0.02));
    double limit = 0.005;
    for (auto c : asyncio::as_completed(two, std::nullopt)) {
        try {
            print(co_await asyncio::wait_for(c, limit));
        } catch (const TimeoutError&) {
            print("slow");
            limit = 1;
        } catch (const KeyError& e) {
            print(repr(e));
        }
    }
    for (auto c : asyncio::as_completed(std::vector<Coroutine<std::string>>())) {
        print("never");
        c.close();
    }
    try {
        std::vector<Coroutine<std::string>> late;
        late.push_back(job("late", 1));
        for (auto c : asyncio::as_completed(late, 0)) co_await c;
    } catch (const TimeoutError&) {
        print("zero");
    }
    co_await asyncio::sleep(0.01);
}

Coroutine<> main() {
    co_await in_time();
    co_await futures();
    co_await kept();
    co_await waited_for();
}
void program() { asyncio::run(main()); }

}  // namespace extra_ascompleted_05
