#include "../python.hpp"

// A token bucket, topics that drop what nobody takes in time, retries within a deadline.
namespace extra_mix_10 {

using asyncio::async_with;
struct TokenBucket {
    double rate, burst, tokens = burst;
    double last = asyncio::get_running_loop().time();
    asyncio::Lock lock = asyncio::Lock();
    Coroutine<double> take(double n = 1) {
        return async_with(lock,
                          [this, n]() -> Coroutine<double> {
                              while (true) {
                                  double now = asyncio::get_running_loop().time();
                                  tokens = std::min(burst, tokens + (now - last) * rate);
                                  last = now;
                                  if (tokens >= n - 1e-9) {
                                      tokens -= n;
                                      co_return rounded(now, 4);
                                  }
                                  co_await asyncio::sleep((n - tokens) / rate);
                              }
                          })
            .as("take");
    }
};

Coroutine<> limited() {
    TokenBucket b(100, 2);
    auto call = asyncio::named("call", [&](std::string i) -> Coroutine<std::string> {
        double at = co_await b.take();
        print("call {} at {}", i, repr(at));
        co_return i;
    });
    auto r = asyncio::create_task(asyncio::wait_for(call("late"), 0.005).as("wait_for"));
    std::vector<Task<std::string>> all;
    for (int i = 0; i < 5; ++i) all.push_back(asyncio::create_task(call(std::to_string(i))));
    all.push_back(r);
    auto results = co_await asyncio::gather(all, asyncio::return_exceptions);
    std::string text;
    for (auto& x : results) text += (text.empty() ? "" : ", ") + (x.exception() ? repr(x) : x.value());
    print("[{}]", text);
    print(co_await b.take(2));
}

struct Topic {
    std::vector<std::pair<std::string, asyncio::Queue<int>>> subs = {};
    asyncio::Queue<int> subscribe(std::string name, int size) {
        subs.emplace_back(name, asyncio::Queue<int>(size));
        return subs.back().second;
    }
    std::vector<std::string> publish(int x) {
        std::vector<std::string> dropped;
        for (auto& [name, q] : subs) {
            try {
                q.put_nowait(x);
            } catch (const asyncio::QueueFull&) {
                q.get_nowait();
                q.put_nowait(x);
                dropped.push_back(name);
            }
        }
        return dropped;
    }
};

using Got = std::tuple<std::string, std::vector<int>>;
Coroutine<Got> subscriber(Topic& topic, std::string name, int size, double d, asyncio::Event stop) {
    auto q = topic.subscribe(name, size);
    std::vector<int> got;
    struct Finally {
        Topic& topic;
        std::string name;
        ~Finally() {
            std::erase_if(topic.subs, [&](auto& s) { return s.first == name; });
            print("{} unsubscribed", name);
        }
    } finally{topic, name};
    while (true) {
        auto getter = asyncio::create_task(q.get());
        auto stopper = asyncio::create_task(stop.wait());
        auto [done, pending] = co_await asyncio::wait({getter, stopper}, asyncio::FIRST_COMPLETED);
        for (auto& p : pending) p.cancel();
        if (contains(done, getter)) {
            got.push_back(getter.result());
            co_await asyncio::sleep(d);
        }
        if (contains(done, stopper)) co_return {name, got};
    }
}

Coroutine<> pubsub() {
    Topic topic;
    asyncio::Event stop;
    std::vector<Task<Got>> ts;
    co_await async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        ts.push_back(tg.create_task(subscriber(topic, "fast", 1, 0, stop)));
        ts.push_back(tg.create_task(subscriber(topic, "slow", 2, 0.025, stop)));
        ts.push_back(tg.create_task(subscriber(topic, "gone", 1, 0.001, stop)));
        co_await asyncio::sleep(0);
        for (int i = 0; i < 8; ++i) {
            auto d = topic.publish(i);
            if (!d.empty()) print("dropped for {}", repr(d));
            if (i == 4) ts[2].cancel();
            co_await asyncio::sleep(0.01);
        }
        stop.set();
    });
    std::string text;
    for (auto& t : ts)
        if (!t.cancelled()) text += (text.empty() ? "" : ", ") + repr(t.result());
    print("[{}] {{}}", text);
}

template <class F>
auto retry(F f, int tries, double base, double deadline) -> std::invoke_result_t<F, int> {
    auto& loop = asyncio::get_running_loop();
    double end = loop.time() + deadline;
    for (int i = 0; i < tries; ++i) {
        try {
            co_return co_await async_with(asyncio::timeout_at(end), [&]() { return asyncio::wait_for(f(i), 0.02); });
        } catch (const OSError& e) {
            if (!isinstance<TimeoutError>(e) && !isinstance<asyncio::ConnectionError>(e)) throw;
            print("attempt {} {} {}", i, type_name(e), repr(rounded(loop.time(), 4)));
            if (loop.time() >= end || i == tries - 1) asyncio::raise_from(RuntimeError("gave up"), e);
        }
        co_await asyncio::sleep(base * std::pow(2, i));
    }
    throw RuntimeError("never");
}

Coroutine<std::string> flaky(int i) {
    co_await asyncio::sleep(std::array{0.03, 0.001, 0.05, 0.002, 0.001}[i]);
    if (i == 1 || i == 3) throw asyncio::ConnectionResetError(i);
    co_return fmt::format("answer {}", i);
}

Coroutine<> retries() {
    print(co_await retry(flaky, 5, 0.001, 1));
    for (auto [tries, deadline] : {std::pair(4, 1.0), std::pair(5, 0.045)}) {
        try {
            print(co_await retry(flaky, tries, 0.005, deadline));
        } catch (const RuntimeError& e) {
            print("{} {}", e, repr(e.cause()));
        }
    }
}

Coroutine<> main() {
    co_await limited();
    co_await pubsub();
    co_await retries();
}

void program() { asyncio::run(main()); }

}  // namespace extra_mix_10
