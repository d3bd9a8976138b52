#include <regex>

#include "../python.hpp"

// The pages "Synchronization Primitives" and "Queues": errors, reprs, examples; primitives in two loops.
namespace extra_docs_02 {

std::string without_address(const std::string& text) { return std::regex_replace(text, std::regex(" at 0x[0-9a-f]+"), ""); }
template <class T>
std::string bare(const T& x) { return without_address(repr(x)); }

template <class F>
void refused(F f) {
    try {
        f();
        print("no error");
    } catch (const Exception& e) {
        print("{}", bare(e));
    }
}

template <class T>
Coroutine<> refused_await(Coroutine<T> aw) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await aw;
            print("no error None");
        } else {
            auto r = co_await aw;
            if constexpr (std::is_same_v<T, bool>) print("no error {}", repr(r));
            else print("no error {}", r);
        }
    } catch (const Exception& e) {
        print("{}", bare(e));
    }
}

Coroutine<> locks() {
    asyncio::Lock lock;
    print("{}", bare(lock));
    refused([&] { lock.release(); });
    bool acquired = co_await lock.acquire();
    print("{} {} {}", repr(acquired), repr(lock.locked()), bare(lock));
    auto other = asyncio::named("other", [&]() -> Coroutine<> {
        co_await asyncio::async_with(lock, []() -> Coroutine<> {
            print("other has it");
            co_return;
        });
    });
    auto t = asyncio::create_task(other());
    co_await asyncio::sleep(0);
    print("{}", bare(lock));
    lock.release();
    print("{} {}", repr(lock.locked()), bare(lock));
    co_await t;
}

Coroutine<> waiter(asyncio::Event event) {
    print("waiting for it ...");
    bool r = co_await event.wait();
    print("... got it! {}", repr(r));
}

Coroutine<> events() {
    asyncio::Event event;
    print("{}", bare(event));
    auto waiter_task = asyncio::create_task(waiter(event));
    co_await asyncio::sleep(1);
    print("{}", bare(event));
    event.set();
    std::string before = bare(event), set = repr(event.is_set());
    print("{} {} {}", before, set, repr(co_await event.wait()));
    co_await waiter_task;
    event.clear();
    print("{}", bare(event));
}

Coroutine<> conditions() {
    asyncio::Condition cond;
    print("{}", bare(cond));
    refused([&] { cond.notify(); });
    refused([&] { cond.notify_all(); });
    refused([&] { cond.release(); });
    co_await refused_await(cond.wait());
    co_await refused_await(cond.wait_for([] { return 0; }));
    co_await refused_await(cond.wait_for([] { return "at once"; }));
    std::vector<int> ready;
    auto waits = asyncio::named("waits", [&]() -> Coroutine<> {
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            auto r = co_await cond.wait_for([&] { return ready.empty() ? nullptr : "value"; });
            print("got {}", r);
        });
    });
    std::vector<Task<>> ts;
    for (int i = 0; i < 2; ++i) ts.push_back(asyncio::create_task(waits()));
    co_await asyncio::sleep(0);
    print("{}", bare(cond));
    co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
        print("{} {}", bare(cond), repr(cond.locked()));
        cond.notify(5);
        co_return;
    });
    co_await asyncio::sleep(0.1);
    ready.push_back(1);
    co_await cond.acquire();
    cond.notify(0);
    cond.notify_all();
    cond.release();
    co_await asyncio::wait(ts);
}

Coroutine<> semaphores() {
    refused([] { asyncio::Semaphore(-1); });
    refused([] { asyncio::BoundedSemaphore(-2); });
    asyncio::Semaphore sem(2);
    print("{} {}", bare(sem), repr(sem.locked()));
    co_await sem.acquire();
    co_await sem.acquire();
    print("{} {}", bare(sem), repr(sem.locked()));
    auto work = asyncio::named("work", [&](int n) -> Coroutine<> {
        co_await asyncio::async_with(sem, [&]() -> Coroutine<> {
            print("in {}", n);
            co_await asyncio::sleep(0.1);
        });
    });
    std::vector<Task<>> ts;
    for (int n = 0; n < 2; ++n) ts.push_back(asyncio::create_task(work(n)));
    co_await asyncio::sleep(0);
    print("{}", bare(sem));
    sem.release();
    print("{} {}", bare(sem), repr(sem.locked()));
    sem.release();
    co_await asyncio::wait(ts);
    sem.release();
    print("{}", bare(sem));
    asyncio::BoundedSemaphore b(1);
    print("{}", bare(b));
    refused([&] { b.release(); });
    asyncio::Semaphore zero(0);
    print("{} {}", bare(zero), repr(zero.locked()));
}

Coroutine<> barriers() {
    refused([] { asyncio::Barrier(0); });
    refused([] { asyncio::Barrier(-1); });
    asyncio::Barrier b(3);
    for (int i = 0; i < 2; ++i) asyncio::create_task(b.wait());
    print("{} {} {} {}", bare(b), b.parties(), b.n_waiting(), repr(b.broken()));
    co_await asyncio::sleep(0);
    print("{} {}", bare(b), b.n_waiting());
    int i = co_await b.wait();
    print("place {}", i);
    if (i == 0) print("the first");
    print("{}", bare(b));
    co_await asyncio::sleep(0);
    print("barrier passed {}", bare(b));
    auto waits = asyncio::named("waits", [&]() -> Coroutine<> {
        try {
            co_await asyncio::async_with(b, [&](int position) -> Coroutine<> {
                print("position {}", position);
                co_return;
            });
        } catch (const asyncio::BrokenBarrierError& e) {
            print("{} {}", repr(e), repr(isinstance<RuntimeError>(e)));
        }
    });
    std::vector<Task<>> ts;
    for (int i = 0; i < 2; ++i) ts.push_back(asyncio::create_task(waits()));
    co_await asyncio::sleep(0);
    co_await b.reset();
    print("{} {}", bare(b), repr(b.broken()));
    co_await asyncio::wait(ts);
    ts.clear();
    for (int i = 0; i < 2; ++i) ts.push_back(asyncio::create_task(waits()));
    co_await asyncio::sleep(0);
    co_await b.abort();
    print("{} {}", bare(b), repr(b.broken()));
    co_await asyncio::wait(ts);
    co_await refused_await(b.wait());
    co_await b.reset();
    print("{} {}", bare(b), repr(b.broken()));
}

Coroutine<> queues() {
    asyncio::Queue<int> q0;
    print("{} {} {} {} {}", bare(q0), q0.maxsize(), q0.qsize(), repr(q0.empty()), repr(q0.full()));
    refused([&] { q0.get_nowait(); });
    refused([&] { q0.task_done(); });
    asyncio::Queue<std::string> q(2);
    for (int i = 0; i < 2; ++i) q.put_nowait(std::to_string(i));
    print("{} {}", bare(q), repr(q.full()));
    refused([&] { q.put_nowait("3"); });
    auto puts = asyncio::named("puts", [&](std::string i) -> Coroutine<> {
        co_await q.put(i);
        print("put {}", i);
    });
    auto t = asyncio::create_task(puts("x"));
    co_await asyncio::sleep(0);
    print("{}", bare(q));
    print("{}", co_await q.get());
    co_await t;
    print("{}", bare(q));
    auto gets = asyncio::named("gets", [&]() -> Coroutine<> {
        print("got {}", co_await q.get());
        q.task_done();
    });
    std::vector<Task<>> ts;
    for (int i = 0; i < 3; ++i) ts.push_back(asyncio::create_task(gets()));
    co_await asyncio::sleep(0);
    print("{}", bare(q));
    co_await q.put("1.5");
    co_await asyncio::wait(ts);
    q.task_done();
    print("{}", bare(q));
    refused([&] { q.task_done(); });
    co_await q.join();
    asyncio::PriorityQueue<int> p;
    for (int item : {5, 1, 4, 2, 3}) co_await p.put(item);
    print("{}", bare(p));
    std::vector<int> items;
    for (int i = 0; i < 5; ++i) items.push_back(p.get_nowait());
    print("{}", asyncio::repr(items));
    asyncio::LifoQueue<std::string> l(-1);
    for (auto item : {"a", "b", "c"}) l.put_nowait(item);
    print("{} {} {}", bare(l), asyncio::repr(l.full()), l.maxsize());
    auto last = l.get_nowait();
    print("{} {}", last, l.qsize());
}

Coroutine<> worker(std::string name, asyncio::Queue<double> queue) {
    while (true) {
        double sleep_for = co_await queue.get();
        co_await asyncio::sleep(sleep_for);
        queue.task_done();
        print("{} has slept for {:.2f} seconds", name, sleep_for);
    }
}

Coroutine<> work_is_shared() {
    asyncio::Queue<double> queue;
    double total_sleep_time = 0;
    for (int i = 0; i < 20; ++i) {
        double sleep_for = 0.05 + (i * 7 % 20) / 20.0;
        total_sleep_time += sleep_for;
        queue.put_nowait(sleep_for);
    }
    std::vector<Task<>> tasks;
    for (int i = 0; i < 3; ++i) {
        auto task = asyncio::create_task(worker(fmt::format("worker-{}", i), queue));
        tasks.push_back(task);
    }
    double started_at = asyncio::get_running_loop().time();
    co_await queue.join();
    double total_slept_for = asyncio::get_running_loop().time() - started_at;
    for (auto& task : tasks) task.cancel();
    co_await asyncio::gather(tasks, asyncio::return_exceptions);
    print("====");
    print("3 workers slept in parallel for {:.2f} seconds", total_slept_for);
    print("total expected sleep time: {:.2f} seconds", total_sleep_time);
}

Coroutine<> main() {
    co_await locks();
    co_await events();
    co_await conditions();
    co_await semaphores();
    co_await barriers();
    co_await queues();
    co_await work_is_shared();
}

struct Shared {
    asyncio::Lock lock;
    asyncio::Event event;
    asyncio::Queue<int> queue;
    asyncio::Semaphore sem{0};
    asyncio::Condition cond;
    asyncio::Barrier barrier{2};
};

template <class T>
Coroutine<> one(Coroutine<T> aw) {
    auto t = asyncio::create_task(std::move(aw));
    co_await asyncio::sleep(0);
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("cancelled");
    } catch (const RuntimeError& e) {
        print("{}", bare(e));
    }
}

Coroutine<> bound(Shared& s) {
    auto a = s.event.wait();
    auto b = s.queue.get();
    auto c = s.sem.acquire();
    auto d = s.barrier.wait();
    co_await one(std::move(a));
    co_await one(std::move(b));
    co_await one(std::move(c));
    co_await one(std::move(d));
    co_await s.lock.acquire();
    auto t = asyncio::create_task(s.lock.acquire());
    co_await asyncio::sleep(0);
    s.lock.release();
    try {
        print("{}", asyncio::repr(co_await t));
    } catch (const RuntimeError& e) {
        print("{}", bare(e));
    }
    if (s.lock.locked()) s.lock.release();
    co_await asyncio::async_with(s.cond, [&]() -> Coroutine<> {
        try {
            co_await asyncio::wait_for(s.cond.wait(), 1);
        } catch (const TimeoutError&) {
            print("timeout");
        } catch (const RuntimeError& e) {
            print("{}", bare(e));
        }
    });
}

void program() {
    asyncio::run(main());
    Shared shared;
    asyncio::run(bound(shared));
    asyncio::run(bound(shared));
}

}  // namespace extra_docs_02
