#include "../python.hpp"

// Threads with limits, cancelled while queued, gathered, calling back into the loop, shielded, left behind.
namespace extra_executor_06 {

void work(double d) { asyncio::time::sleep(d); }
template <class T>
T work(double d, T result, std::exception_ptr fail = nullptr) {
    asyncio::time::sleep(d);
    if (fail) std::rethrow_exception(fail);
    return result;
}
const auto named_work = [](auto... args) { return asyncio::named("work", [=] { return work(args...); }); };
using namespace std::string_literals;

Coroutine<> fails() {
    co_await asyncio::sleep(0);
    throw KeyError("in the loop");
}

Coroutine<> results() {
    auto& loop = asyncio::get_running_loop();
    print("{}", co_await asyncio::to_thread(named_work(0.01, "r"s)));
    print("{}", co_await loop.run_in_executor(nullptr, asyncio::named("work", [] { return work(0.01, "p"s); })));
    try {
        co_await asyncio::to_thread(named_work(0, 0, std::make_exception_ptr(ValueError("thread"))));
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> time_limits() {
    auto& loop = asyncio::get_running_loop();
    try {
        co_await asyncio::wait_for(asyncio::to_thread(named_work(0.05, "late"s)), 0.01);
    } catch (const TimeoutError&) {
        print("timeout {}", loop.time());
    }
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<> {
            co_await loop.run_in_executor(nullptr, named_work(0.05, "late"s));
        });
    } catch (const TimeoutError&) {
        print("timeout {}", loop.time());
    }
}

Coroutine<> one_worker() {
    auto& loop = asyncio::get_running_loop();
    asyncio::ThreadPoolExecutor pool(1);
    std::vector<Future<int>> fs;
    for (int i = 0; i < 4; ++i) fs.push_back(loop.run_in_executor(pool, named_work(0.01, i)));
    co_await asyncio::sleep(0.005);
    bool c0 = fs[0].cancel(), c2 = fs[2].cancel();
    print("{} {} {} {}", repr(c0), repr(c2), repr(fs[2].cancelled()), repr(fs[2].cancel()));
    auto rs = co_await asyncio::gather(fs, asyncio::return_exceptions);
    print("[\"{}\", '{}', \"{}\", '{}'] {}", repr(rs[0]), repr(rs[1]), repr(rs[2]), repr(rs[3]), loop.time());
    fs.clear();
    for (int i = 0; i < 3; ++i)
        fs.push_back(loop.run_in_executor(
            pool, named_work(0.01, i, i == 1 ? std::make_exception_ptr(ValueError(fmt::format("v{}", i))) : nullptr)));
    try {
        co_await asyncio::gather(fs);
    } catch (const ValueError& e) {
        print("{} {}", repr(e), repr_each(fs, [](auto& f) { return f.done(); }));
    }
    auto [done, pending] = co_await asyncio::wait(fs);
    print("{} {}", done.size(), pending.size());
    std::vector<Coroutine<double>> threads;
    for (double d : {0.03, 0.01, 0.02}) threads.push_back(asyncio::to_thread(named_work(d, d)));
    for (auto& c : asyncio::as_completed(std::move(threads))) print("{}", co_await c);
}

Coroutine<> back_into_the_loop() {
    auto& loop = asyncio::get_running_loop();
    auto calls_back = [&loop] {
        loop.call_soon_threadsafe(asyncio::named("print", [] { print("from a thread"); }));
        auto f = asyncio::run_coroutine_threadsafe(asyncio::sleep(0.01, "slept"), loop);
        auto r = f.result();
        auto g = asyncio::run_coroutine_threadsafe(fails(), loop);
        try {
            g.result();
        } catch (const KeyError& e) {
            return std::tuple(r, repr(e));
        }
        return std::tuple(""s, ""s);
    };
    auto [r, e] = co_await asyncio::to_thread(asyncio::named("calls_back", calls_back));
    print("('{}', \"{}\")", r, e);
    asyncio::ThreadPoolExecutor pool(1);
}

Coroutine<> pools() {
    auto& loop = asyncio::get_running_loop();
    asyncio::ThreadPoolExecutor pool(1);
    auto sh = asyncio::shield(loop.run_in_executor(pool, named_work(0.02, "shielded"s)));
    try {
        co_await asyncio::wait_for(sh, 0.01);
    } catch (const TimeoutError&) {
        print("shield timeout");
    }
    co_await asyncio::sleep(0.02);
    std::vector<Future<int>> fs;
    for (int i = 0; i < 8; ++i) fs.push_back(loop.run_in_executor(nullptr, named_work(0.01, i)));
    auto all = co_await asyncio::gather(fs);
    print("{} {}", repr(all), loop.time());
    pool.shutdown();
    {
        asyncio::ThreadPoolExecutor pool2(2);
        auto r = co_await loop.run_in_executor(pool2, named_work(0.01, "with"s));
        print("{}", r);
    }
    auto t = asyncio::create_task(asyncio::to_thread(named_work(1, "left behind"s)));
    co_await asyncio::sleep(0);
    print("main ends");
}

Coroutine<> main() {
    co_await results();
    co_await time_limits();
    co_await one_worker();
    co_await back_into_the_loop();
    co_await pools();
}
void program() {
    asyncio::run(main());
    print("over");
}

}  // namespace extra_executor_06
