#include "../python.hpp"
#include <map>
#include <set>

// Rate limits, a bus, retries, an actor, happy eyeballs, a shutdown of all tasks.
namespace extra_mix_04 {

class RateLimiter {
public:
    RateLimiter(int rate, double per) : per_(per), sem_(rate) {}
    Coroutine<> enter() {
        co_await sem_.acquire();
        asyncio::get_running_loop().call_later(per_, &asyncio::Semaphore::release, sem_);
    }
    Coroutine<bool> exit(std::exception_ptr) { co_return false; }
private:
    double per_;
    asyncio::Semaphore sem_;
};

using Result = std::pair<std::string, double>;
Coroutine<> crawl(std::string name, RateLimiter& limiter, std::vector<Result>& results) {
    co_await asyncio::async_with(limiter, [&]() -> Coroutine<> {
        double t = asyncio::get_running_loop().time();
        co_await asyncio::sleep(0.005);
        results.emplace_back(name, rounded(t, 3));
    });
}

Coroutine<> rate() {
    RateLimiter limiter(2, 0.01);
    std::vector<Result> results;
    std::vector<Coroutine<>> cs;
    for (auto n : {"a", "b", "c", "d", "e"}) cs.push_back(crawl(n, limiter, results));
    co_await asyncio::gather(std::move(cs));
    print("{}", repr(results));
}

class Bus {
public:
    asyncio::Queue<int> subscribe(std::string topic) {
        asyncio::Queue<int> q;
        subs_[topic].push_back(q);
        return q;
    }
    Coroutine<> publish(std::string topic, int msg) {
        if (auto found = subs_.find(topic); found != subs_.end())
            for (auto& q : found->second) co_await q.put(msg);
    }
private:
    std::map<std::string, std::vector<asyncio::Queue<int>>> subs_;
};

using Heard = std::vector<std::pair<std::string, int>>;
Coroutine<Heard> listener(std::string name, asyncio::Queue<int> q, int n) {
    Heard heard;
    for (int i = 0; i < n; ++i) heard.emplace_back(name, co_await q.get());
    co_return heard;
}

Coroutine<> bus() {
    Bus b;
    std::vector<Task<Heard>> ts{asyncio::create_task(listener("l1", b.subscribe("x"), 2)), asyncio::create_task(listener("l2", b.subscribe("y"), 1)),
                                asyncio::create_task(listener("l3", b.subscribe("x"), 1))};
    for (auto [topic, m] : {std::pair("x", 1), std::pair("y", 2), std::pair("x", 3), std::pair("z", 4)}) {
        co_await b.publish(topic, m);
        co_await asyncio::sleep(0);
    }
    for (auto& t : ts) print("{}", repr(co_await t));
}

template <class F>
auto retry(F f, int tries, double delay) -> decltype(f(0)) {
    for (int i = 0; i < tries; ++i) {
        try {
            co_return co_await f(i);
        } catch (const asyncio::ConnectionError& e) {
            print("try {} {}", i, repr(e));
            if (i == tries - 1) throw;
        }
        co_await asyncio::sleep(delay * std::pow(2, i));
    }
    throw RuntimeError("no tries");
}

Coroutine<std::string> flaky(int i) {
    co_await asyncio::sleep(0.001);
    if (i < 2) throw asyncio::ConnectionError(fmt::format("attempt {}", i));
    co_return "connected";
}

Coroutine<> retries() {
    auto r = co_await retry(flaky, 4, 0.01);
    print("{} {}", r, rounded(asyncio::get_running_loop().time(), 4));
    try {
        co_await retry(flaky, 2, 0.01);
    } catch (const asyncio::ConnectionError& e) {
        print("gave up {} {}", repr(e), repr(e.context()));
    }
}

class Actor {
public:
    Actor() : task(asyncio::create_task(run().as("_run"), "actor")) {}
    Coroutine<int> add(int n) {
        auto reply = asyncio::get_running_loop().create_future<int>();
        inbox.put_nowait({n, reply});
        co_return co_await reply;
    }
    Coroutine<> stop() {
        task.cancel();
        try {
            co_await task;
        } catch (const asyncio::CancelledError&) {
            print("actor stopped");
        }
    }
private:
    Coroutine<> run() {
        int total = 0;
        while (true) {
            auto [n, reply] = co_await inbox.get();
            total += n;
            if (!reply.cancelled()) reply.set_result(total);
        }
    }
    asyncio::Queue<std::pair<int, Future<int>>> inbox;
    Task<> task;
};

Coroutine<> actor() {
    Actor a;
    auto [x, y, z] = co_await asyncio::gather(a.add(1), a.add(2), a.add(3));
    print("[{}, {}, {}]", x, y, z);
    auto t = asyncio::create_task(a.add(10));
    co_await asyncio::sleep(0);
    t.cancel();
    int r = co_await a.add(5);
    print("{} {}", r, repr(t.cancelled()));
    co_await a.stop();
}

Coroutine<std::string> connect(std::string name, double d, bool ok) {
    try {
        co_await asyncio::sleep(d);
        if (!ok) throw OSError(name);
        co_return name;
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

Coroutine<> happy_eyeballs() {
    std::vector<Task<std::string>> tasks, done;
    std::optional<std::string> winner;
    for (auto [name, d, ok] : {std::tuple("v6", 0.05, true), std::tuple("v4", 0.01, false), std::tuple("v4b", 0.02, true)}) {
        tasks.push_back(asyncio::create_task(connect(name, d, ok), name));
        std::tie(done, tasks) = co_await asyncio::wait(tasks, {.timeout = 0.005, .return_when = asyncio::FIRST_COMPLETED});
    }
    while (!tasks.empty() && !winner) {
        std::tie(done, tasks) = co_await asyncio::wait(tasks, {.return_when = asyncio::FIRST_COMPLETED});
        for (auto& t : done) {
            if (t.exception()) print("{} {}", t.get_name(), repr(t.exception()));
            else winner = t.result();
        }
    }
    for (auto& t : tasks) t.cancel();
    co_await asyncio::gather(tasks, asyncio::return_exceptions);
    print("winner {}", *winner);
}

Coroutine<> worker(int n) {
    bool down = false;
    try {
        while (true) {
            co_await asyncio::sleep(0.01 * n);
            print("worker {}", n);
        }
    } catch (const asyncio::CancelledError&) {
        down = true;
    }
    if (down) {
        co_await asyncio::sleep(0.001 * n);
        print("worker {} down", n);
        throw asyncio::CancelledError("shutdown");
    }
}

Coroutine<> shutdown() {
    for (int n : {1, 2, 3}) asyncio::create_task(worker(n));
    co_await asyncio::sleep(0.025);
    std::vector<asyncio::AnyTask> tasks;
    for (auto& t : asyncio::all_tasks())
        if (t != asyncio::current_task()) tasks.push_back(t);
    for (auto& t : tasks) t.cancel("shutdown");
    auto r = co_await asyncio::gather(tasks, asyncio::return_exceptions);
    bool all = true;
    for (auto& x : r) all = all && isinstance<asyncio::CancelledError>(x.exception());
    print("{} {}", r.size(), repr(all));
}

Coroutine<> main() {
    co_await rate();
    co_await bus();
    co_await retries();
    co_await actor();
    co_await happy_eyeballs();
    co_await shutdown();
}
void program() { asyncio::run(main()); }

}  // namespace extra_mix_04
