#include <algorithm>
#include <set>
#include "../python.hpp"

// wait() and as_completed() with duplicates, limits, failures and cancelled waiters.
namespace extra_wait_03 {

Coroutine<std::string> job(std::string name, double d, std::exception_ptr fail = nullptr) {
    co_await asyncio::sleep(d);
    if (fail) std::rethrow_exception(fail);
    co_return name;
}

std::vector<std::string> names(const auto& tasks) {
    std::vector<std::string> all;
    for (auto& t : tasks) all.push_back(t.get_name());
    std::sort(all.begin(), all.end());
    return all;
}

Coroutine<> each(auto aws, std::optional<asyncio::Seconds> timeout = {}) {
    for (auto& c : asyncio::as_completed(std::move(aws), timeout)) {
        try {
            print("  got {}", co_await c);
        } catch (const TimeoutError& e) {
            print("  error {}", repr(e));
        } catch (const ValueError& e) {
            print("  error {}", repr(e));
        } catch (const asyncio::CancelledError& e) {
            print("  cancelled {}", repr(e));
            if (asyncio::current_task().cancelling()) throw;
        }
    }
}

Coroutine<> timeouts() {
    std::vector<Task<std::string>> ts;
    for (auto [n, d] : {std::pair{"a", 0.03}, {"b", 0.01}, {"c", 0.02}})
        ts.push_back(asyncio::create_task(job(n, d), n));
    auto [done, pending] = co_await asyncio::wait(ts, {.timeout = 0});
    print("{} {}", done.size(), pending.size());
    std::tie(done, pending) = co_await asyncio::wait(ts, {.timeout = 0.015, .return_when = asyncio::FIRST_EXCEPTION});
    print("{} {}", repr(names(done)), repr(names(pending)));
    auto [done2, pending2] = co_await asyncio::wait(pending, {.return_when = asyncio::FIRST_COMPLETED});
    print("{} {}", repr_each(done2, [](auto& t) { return t.result(); }), repr(names(pending2)));
    auto twice = ts;
    twice.insert(twice.end(), ts.begin(), ts.end());
    auto [done3, pending3] = co_await asyncio::wait(twice);
    print("{} {}", done3.size(), pending3.size());
}

Coroutine<> first_exception() {
    auto& loop = asyncio::get_running_loop();
    std::vector<Task<std::string>> ts;
    ts = {asyncio::create_task(job("x", 1)),
          asyncio::create_task(job("y", 0.02, std::make_exception_ptr(OSError("boom")))),
          asyncio::create_task(job("z", 0.03))};
    loop.call_later(0.01, &Task<std::string>::cancel, ts[0]);
    auto [done4, pending4] = co_await asyncio::wait(ts, {.return_when = asyncio::FIRST_EXCEPTION});
    std::vector<std::string> errors;
    for (auto& t : ts)
        if (asyncio::contains(done4, t) && !t.cancelled()) errors.push_back(repr(t.exception()));
    print("{} {} {} [{}]", done4.size(), pending4.size(), repr_each(ts, [](auto& t) { return t.cancelled(); }),
          errors[0]);
    co_await ts[2];
}

Coroutine<> waiter_is_cancelled() {
    auto& loop = asyncio::get_running_loop();
    std::vector<Future<int>> fs{loop.create_future<int>()};
    auto f = *fs.begin();
    auto w = asyncio::create_task(asyncio::wait(fs, {.timeout = 1}));
    co_await asyncio::sleep(0);
    w.cancel();
    auto [rw] = co_await asyncio::gather(w, asyncio::return_exceptions);
    print("[{}] {}", repr(rw.exception()), repr(f.done()));
    loop.call_soon(asyncio::named("set_exception", [f] { f.set_exception(ValueError("f")); }));
    auto [done5, _] = co_await asyncio::wait({f});
    print("{}", repr_each(done5, [](auto& d) { return repr(d.exception()); }));
}

Coroutine<> refused() {
    try {
        co_await asyncio::wait(std::vector<Task<>>());
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    auto c = job("n", 0);
    try {
        co_await asyncio::wait({c});
    } catch (const TypeError& e) {
        print("{}", repr(e));
    }
    c.close();
}

Coroutine<> completed() {
    auto& loop = asyncio::get_running_loop();
    using Futures = std::vector<Future<std::string>>;
    auto t = asyncio::create_task(job("t", 0.02));
    co_await each(Futures{t, t, asyncio::ensure_future(job("u", 0.01)),
                          asyncio::ensure_future(job("v", 0.01, std::make_exception_ptr(ValueError("v"))))});
    co_await each(Futures{});
    co_await each(Futures{t});
    t = asyncio::create_task(job("slow", 1));
    loop.call_later(0.015, &Task<std::string>::cancel, t, "by hand");
    co_await each(
        Futures{t, asyncio::ensure_future(job("quick", 0.01)), asyncio::ensure_future(asyncio::sleep(0.03, "nap"))},
        0.02);
}

Coroutine<> completed_in_part() {
    auto& loop = asyncio::get_running_loop();
    using Futures = std::vector<Future<std::string>>;
    std::vector<Coroutine<std::string>> pq;
    pq.push_back(job("p", 0.05));
    pq.push_back(job("q", 0.01));
    auto e = asyncio::create_task(each(std::move(pq)));
    co_await asyncio::sleep(0.02);
    e.cancel();
    auto [re] = co_await asyncio::gather(e, asyncio::return_exceptions);
    print("[\"{}\"]", repr(re.exception()));
    co_await asyncio::sleep(0.05);
    std::vector<Coroutine<std::string>> rs;
    rs.push_back(job("r", 0));
    rs.push_back(job("s", 0));
    co_await each(std::move(rs), 0);
    auto f1 = loop.create_future<std::string>(), f2 = loop.create_future<std::string>();
    loop.call_soon(asyncio::named("set_result", [f2] { f2.set_result("f2"); }));
    loop.call_soon(asyncio::named("set_result", [f1] { f1.set_result("f1"); }));
    co_await each(Futures{f1, f2}, 1);
}

Coroutine<> main() {
    co_await timeouts();
    co_await first_exception();
    co_await waiter_is_cancelled();
    co_await refused();
    co_await completed();
    co_await completed_in_part();
}
void program() { asyncio::run(main()); }

}  // namespace extra_wait_03
