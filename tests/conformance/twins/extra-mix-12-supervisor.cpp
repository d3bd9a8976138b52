#include "../python.hpp"

// A supervisor that starts again what has died, with a circuit breaker.
namespace extra_mix_12 {

struct CircuitOpen : asyncio::Exception {
    using Exception::Exception;
};
struct Breaker {
    int limit;
    double cooldown;
    int failures = 0;
    std::string state = "closed";
    double opened = 0;
    template <class F, class... Args>
    auto call(F f, Args... args) -> std::invoke_result_t<F, Args...> {
        auto& loop = asyncio::get_running_loop();
        if (state == "open") {
            if (loop.time() - opened < cooldown)
                throw CircuitOpen(fmt::format("open for {:.3f} more", cooldown - (loop.time() - opened)));
            state = "half-open";
        }
        try {
            auto result = co_await f(args...);
            failures = 0;
            state = "closed";
            co_return result;
        } catch (const asyncio::Exception&) {
            failures += 1;
            if (failures >= limit || state == "half-open") {
                state = "open";
                opened = loop.time();
            }
            throw;
        }
    }
};

struct Supervisor {
    int max_restarts;
    std::vector<std::pair<std::string, Task<int>>> children = {};
    std::vector<std::string> log = {};
    Coroutine<int> _guard(std::string name, std::function<Coroutine<>()> factory) {
        int restarts = 0;
        while (true) {
            bool died = false;
            try {
                co_await factory();
            } catch (const asyncio::CancelledError&) {
                log.push_back(name + " stopped");
                throw;
            } catch (const asyncio::Exception& e) {
                restarts += 1;
                log.push_back(fmt::format("{} died {}", name, repr(e)));
                died = true;
            }
            if (!died) {
                log.push_back(name + " finished");
                co_return restarts;
            }
            if (restarts > max_restarts) {
                log.push_back(name + " given up");
                co_return restarts;
            }
            co_await asyncio::sleep(0.01 * std::pow(2, restarts));
        }
    }
    void start(std::string name, std::function<Coroutine<>()> factory) {
        auto task = asyncio::create_task(_guard(name, factory), name);
        children.emplace_back(name, task);
        task.add_done_callback(asyncio::bound(this, &Supervisor::_gone));
    }
    void _gone(Task<int> task) {
        print("{} gone {}", task.get_name(), task.cancelled() ? "cancelled" : repr(task.result()));
        std::erase_if(children, [&](auto& c) { return c.first == task.get_name(); });
    }
    Coroutine<> stop() {
        std::vector<Task<int>> all;
        for (auto& [name, t] : children) t.cancel(), all.push_back(t);
        co_await asyncio::gather(all, asyncio::return_exceptions);
    }
};

int calls = 0;
Coroutine<> flaky(Breaker& breaker) {
    auto call = []() -> Coroutine<int> {
        calls += 1;
        co_await asyncio::sleep(0.005);
        if (calls % 3) throw asyncio::ConnectionError(fmt::format("call {}", calls));
        co_return calls;
    };
    print("got {}", co_await breaker.call(call));
}

Coroutine<> steady() {
    while (true) {
        co_await asyncio::sleep(0.03);
        print("steady {}", rounded(asyncio::get_running_loop().time(), 3));
    }
}

Coroutine<> main() {
    Breaker b(2, 0.05);
    Supervisor s(4);
    s.start("flaky", [&] { return flaky(b); });
    s.start("steady", steady);
    s.start("once", []() -> Coroutine<> { co_await asyncio::sleep(0.02); });
    s.start("bad", []() -> Coroutine<> {
        throw ZeroDivisionError("division by zero");
        co_return;
    });
    co_await asyncio::sleep(0.2);
    print("{} {}", repr_each(s.children, [](auto& c) { return c.first; }), b.state);
    co_await s.stop();
    for (auto& line : s.log) print(line);
    print("{{{}}}", s.children.empty() ? "" : "left");
}

void program() {
    calls = 0;
    asyncio::run(main());
}

}  // namespace extra_mix_12
