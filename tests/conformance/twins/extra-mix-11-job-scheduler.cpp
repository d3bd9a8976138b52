#include "../python.hpp"

// A job scheduler: dependencies as gathers of gathers, a cancelled subtree, a failing job, a watchdog.
namespace extra_mix_11 {

struct Job {
    std::string name;
    double cost;
    std::vector<std::string> deps;
    bool fails;
};

struct Scheduler {
    Scheduler(std::vector<Job> list, int workers) : slots(workers) {
        for (auto& j : list) jobs[j.name] = j;
    }
    std::map<std::string, Job> jobs;
    std::vector<std::pair<std::string, Task<double>>> order;
    std::map<std::string, Task<double>> futures;
    asyncio::Semaphore slots;
    std::vector<std::function<void(std::string, std::string)>> listeners;
    std::set<std::string> active;
    void on(std::function<void(std::string, std::string)> fn) { listeners.push_back(fn); }
    void emit(std::string kind, std::string name) {
        auto& loop = asyncio::get_running_loop();
        for (auto& fn : listeners) loop.call_soon(asyncio::named("<lambda>", fn), kind, name);
    }
    Task<double> submit(std::string name) {
        if (!futures.contains(name)) futures[name] = asyncio::create_task(_run(jobs[name]), name);
        return futures[name];
    }
    Coroutine<double> _run(Job& job) {
        try {
            if (!job.deps.empty()) {
                std::vector<Task<double>> deps;
                for (auto& d : job.deps) deps.push_back(submit(d));
                co_await asyncio::gather(deps);
            }
        } catch (const asyncio::Exception& e) {
            emit("skipped", job.name);
            asyncio::raise_from(RuntimeError(job.name + " needs more"), e);
        }
        co_await asyncio::async_with(slots, [&]() -> Coroutine<> {
            active.insert(job.name);
            emit("start", job.name);
            struct Finally {
                Scheduler* s;
                Job& job;
                ~Finally() { s->active.erase(job.name); }
            } finally{this, job};
            try {
                co_await asyncio::sleep(job.cost);
                if (job.fails) throw ValueError(job.name);
            } catch (const asyncio::CancelledError&) {
                emit("cancelled", job.name);
                throw;
            }
        });
        emit("end", job.name);
        co_return rounded(asyncio::get_running_loop().time(), 4);
    }
};

std::vector<std::unique_ptr<Scheduler>> kept;
template <class F>
Coroutine<> watchdog(Scheduler& s, double limit, F task) {
    while (!task.done()) {
        co_await asyncio::sleep(limit);
        print("watchdog sees {}", s.active.empty() ? "[]" : repr_each(s.active, [](auto& n) { return n; }));
    }
}

Coroutine<> run(std::vector<Job> jobs, std::vector<std::string> goals, std::string cancel = "", double at = 0) {
    auto& s = *kept.emplace_back(new Scheduler(jobs, 2));
    s.on([](std::string kind, std::string name) { print("{} {}", kind, name); });
    std::vector<Task<double>> ts;
    for (auto& g : goals) ts.push_back(s.submit(g));
    auto all_ = asyncio::gather(ts, asyncio::return_exceptions);
    auto dog = asyncio::create_task(watchdog(s, 0.02, all_));
    if (!cancel.empty())
        asyncio::get_running_loop().call_later(at, [&] { s.futures[cancel].cancel(cancel + " is not wanted"); });
    auto results = co_await all_;
    co_await dog;
    for (std::size_t i = 0; i < goals.size(); ++i) {
        auto e = results[i].exception();
        print("{} {} {}", goals[i], repr(results[i]),
              e ? repr(asyncio::exception_cast<BaseException>(e)->cause()) : "None");
    }
    std::vector<std::string> gone;
    for (auto& [n, f] : s.futures)
        if (f.cancelled()) gone.push_back(n);
    print("{}", gone.empty() ? "[]" : repr(gone));
}

Coroutine<> main() {
    std::vector<Job> jobs = {{"lib", 0.01, {}, false},
                             {"gen", 0.015, {}, false},
                             {"core", 0.01, {"lib", "gen"}, false},
                             {"app", 0.01, {"core", "res"}, false},
                             {"res", 0.03, {}, false},
                             {"test", 0.02, {"app", "core"}, false},
                             {"docs", 0.005, {"gen"}, true},
                             {"site", 0.01, {"docs", "app"}, false}};
    co_await run(jobs, {"test", "site"});
    co_await run(jobs, {"app", "test", "docs"}, "core", 0.012);
}

void program() {
    asyncio::run(main());
    kept.clear();
}

}  // namespace extra_mix_11
