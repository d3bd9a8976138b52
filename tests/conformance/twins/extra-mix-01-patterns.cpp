#include "../python.hpp"

// Producers and consumers, a supervisor, a heartbeat, a race, ticks, a rendezvous, a lock handed over.
namespace extra_mix_01 {

Coroutine<> producer(asyncio::Queue<int>& q, int n) {
    struct Finally {
        ~Finally() { print("producer ends"); }
    } finally;
    for (int i = 0; i < n; ++i) {
        co_await q.put(i);
        print("put {}", i);
    }
    co_await q.join();
    print("all done");
}

Coroutine<> consumer(asyncio::Queue<int>& q, std::string name, double d) {
    while (true) {
        int item = co_await q.get();
        struct Done {
            asyncio::Queue<int>& q;
            ~Done() { q.task_done(); }
        } done{q};
        try {
            co_await asyncio::async_with(asyncio::timeout(d * 1.5),
                                         [&]() -> Coroutine<> { co_await asyncio::sleep(d * (item % 3)); });
            print("{} did {}", name, item);
        } catch (const TimeoutError&) {
            print("{} gave up {}", name, item);
        }
    }
}

struct Job {
    std::string name;
    double d;
    int n;
};

Coroutine<std::pair<std::vector<std::string>, int>> supervisor(std::vector<Job> jobs, int limit) {
    asyncio::Semaphore sem(limit);
    int failures = 0;
    auto one = [&](std::string name, double d, int n) -> Coroutine<std::string> {
        for (int attempt = 0; attempt < n; ++attempt) {
            bool ok = co_await asyncio::async_with(sem, [&]() -> Coroutine<bool> {
                try {
                    co_await asyncio::wait_for(asyncio::sleep(d), 0.01 * (attempt + 1));
                    print("{} ok at {}", name, attempt);
                    co_return true;
                } catch (const TimeoutError&) {
                    failures += 1;
                }
                co_return false;
            });
            if (ok) co_return name;
            co_await asyncio::sleep(0.005);
        }
        throw RuntimeError(fmt::format("{} failed", name));
    };
    std::vector<Task<std::string>> ts;
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        for (auto& j : jobs) ts.push_back(tg.create_task(one(j.name, j.d, j.n).as("one"), j.name));
        co_return;
    });
    std::vector<std::string> results;
    for (auto& t : ts) results.push_back(t.result());
    co_return {results, failures};
}

Coroutine<int> heartbeat(asyncio::Event event, double period) {
    int n = 0;
    while (!event.is_set()) {
        try {
            co_await asyncio::wait_for(event.wait(), period);
        } catch (const TimeoutError&) {
            n += 1;
            print("beat {}", n);
        }
    }
    co_return n;
}

Coroutine<> producer_and_consumers() {
    asyncio::Queue<int> q(2);
    std::vector<Task<>> cs;
    for (int i = 0; i < 2; ++i) cs.push_back(asyncio::create_task(consumer(q, fmt::format("c{}", i), 0.01)));
    co_await producer(q, 6);
    for (auto& c : cs) c.cancel();
    auto rs = co_await asyncio::gather(cs, asyncio::return_exceptions);
    print("[{}, {}]", repr(rs[0]), repr(rs[1]));
}

Coroutine<> supervised() {
    auto [names, failures] =
        co_await supervisor({{"a", 0.005, 1}, {"b", 0.015, 3}, {"c", 0.02, 3}, {"d", 0.001, 1}}, 2);
    print("({}, {})", repr(names), failures);
    try {
        co_await supervisor({{"e", 0.5, 2}, {"f", 0.03, 4}, {"g", 0.001, 1}}, 3);
    } catch (...) {
        asyncio::except_star(asyncio::on<RuntimeError>([](const auto& eg) {
            std::string text;
            for (auto& e : eg.exceptions()) text += repr(e) + ",";
            print("({})", text);
        }));
    }
}

Coroutine<> beats() {
    asyncio::Event ev;
    auto hb = asyncio::create_task(heartbeat(ev, 0.01));
    co_await asyncio::sleep(0.035);
    ev.set();
    print("beats {}", co_await hb);
}

Coroutine<> race() {
    auto racer = [](std::string n, double d) -> Coroutine<std::string> {
        try {
            co_await asyncio::sleep(d);
            co_return n;
        } catch (const asyncio::CancelledError&) {
            print("{} lost", n);
            throw;
        }
    };
    std::vector<Task<std::string>> ts{asyncio::create_task(racer("slow", 0.03).as("racer")),
                                      asyncio::create_task(racer("fast", 0.01).as("racer"))};
    auto [done, pending] = co_await asyncio::wait(ts, {.return_when = asyncio::FIRST_COMPLETED});
    for (auto& p : pending) p.cancel();
    co_await asyncio::gather(pending, asyncio::return_exceptions);
    print("{} {}", done[0].result(), repr_each(pending, [](auto& p) { return p.cancelled(); }));
}

Coroutine<> ticks() {
    auto& loop = asyncio::get_running_loop();
    auto finished = loop.create_future<int>();
    std::function<void(int)> tick = [&](int n) {
        print("tick {} {}", n, repr(rounded(loop.time(), 3)));
        if (n == 3)
            finished.set_result(n);
        else
            loop.call_later(0.01, asyncio::named("tick", tick), n + 1);
    };
    tick(0);
    print("{}", co_await finished);
}

Coroutine<> rendezvous() {
    asyncio::Barrier b(2);
    auto side = [&](std::string name, double work) -> Coroutine<> {
        for (int r = 0; r < 2; ++r) {
            co_await asyncio::sleep(work);
            co_await asyncio::async_with(b, [&](int pos) -> Coroutine<> {
                print("{} round {} pos {}", name, r, pos);
                co_return;
            });
        }
    };
    co_await asyncio::gather(side("left", 0.01).as("side"), side("right", 0.015).as("side"));
}

Coroutine<> handed_over() {
    asyncio::Lock lock;
    auto critical = [&](int n) -> Coroutine<> {
        co_await asyncio::async_with(lock, [&]() -> Coroutine<> {
            co_await asyncio::sleep(0.01);
            print("critical {}", n);
        });
    };
    std::vector<Task<>> crit;
    for (int i = 0; i < 3; ++i) crit.push_back(asyncio::create_task(critical(i).as("critical")));
    co_await asyncio::sleep(0.015);
    crit[1].cancel();
    auto rc = co_await asyncio::gather(crit, asyncio::return_exceptions);
    print("{} {}",
          repr_each(rc, [](auto& r) { return r.has_value() ? std::string("NoneType") : type_name(r.exception()); }),
          repr(lock.locked()));
}

Coroutine<> main() {
    co_await producer_and_consumers();
    co_await supervised();
    co_await beats();
    co_await race();
    co_await ticks();
    co_await rendezvous();
    co_await handed_over();
}
void program() { asyncio::run(main()); }

}  // namespace extra_mix_01
