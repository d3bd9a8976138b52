#include "../python.hpp"

// Semaphores and barriers: initial values, cancelled waiters, reset, abort, who comes while others leave.
namespace extra_sync_03 {

Coroutine<> use(asyncio::Semaphore sem, std::string name, double d) {
    co_await asyncio::async_with(sem, [&]() -> Coroutine<> {
        print("{} in {}", name, repr(sem.locked()));
        co_await asyncio::sleep(d);
    });
}

Coroutine<int> party(asyncio::Barrier b, std::string name) {
    try {
        int n = co_await b.wait();
        print("{} passes {}", name, n);
        co_return n;
    } catch (const asyncio::BrokenBarrierError& e) {
        print("{} broken {}", name, repr(e));
        throw;
    }
}

Coroutine<> initial_values() {
    std::vector<std::function<void()>> fs{[] { asyncio::Semaphore(-1); }, [] { asyncio::BoundedSemaphore(-1); },
                                          [] { asyncio::Barrier(0); }};
    for (auto& f : fs) {
        try {
            f();
        } catch (const ValueError& e) {
            print("{}", repr(e));
        }
    }
    co_return;
}

Coroutine<> bounded() {
    asyncio::BoundedSemaphore sem(1);
    try {
        sem.release();
    } catch (const ValueError& e) {
        print("{} {}", repr(e), repr(sem.locked()));
    }
    std::vector<Task<>> ts;
    for (auto n : {"a", "b", "c", "d"}) ts.push_back(asyncio::create_task(use(sem, n, 0.01)));
    co_await asyncio::sleep(0.01);
    co_await asyncio::sleep(0);
    ts[1].cancel();
    ts[3].cancel();
    auto rs = co_await asyncio::gather(ts, asyncio::return_exceptions);
    print("{}",
          repr_each(rs, [](auto& r) { return r.has_value() ? std::string("NoneType") : type_name(r.exception()); }));
    print("{}", repr(sem.locked()));
}

Coroutine<> slots() {
    asyncio::Semaphore s0(0);
    auto w = asyncio::create_task(s0.acquire());
    auto w2 = asyncio::create_task(s0.acquire());
    co_await asyncio::sleep(0);
    s0.release();
    w.cancel();
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("{} {}", repr(w.cancelled()), repr(w2.result()));
    s0.release();
    s0.release();
    bool locked = s0.locked();
    bool a1 = co_await s0.acquire();
    bool a2 = co_await s0.acquire();
    print("{} {} {} {}", repr(locked), repr(a1), repr(a2), repr(s0.locked()));
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<> { co_await s0.acquire(); });
    } catch (const TimeoutError&) {
        print("no slot");
    }
}

Coroutine<> barrier() {
    asyncio::Barrier b(3);
    print("{} {} {}", b.parties(), b.n_waiting(), repr(b.broken()));
    std::vector<Task<int>> ps;
    for (auto n : {"x", "y"}) ps.push_back(asyncio::create_task(party(b, n)));
    co_await asyncio::sleep(0);
    print("{}", b.n_waiting());
    co_await b.reset();
    auto rs2 = co_await asyncio::gather(ps, asyncio::return_exceptions);
    print("{} {} {}", "[" + repr(rs2[0].exception()) + ", " + repr(rs2[1].exception()) + "]", repr(b.broken()),
          b.n_waiting());
    ps.clear();
    for (auto n : {"x", "y", "z", "u", "v", "w"}) ps.push_back(asyncio::create_task(party(b, n)));
    auto numbers = co_await asyncio::gather(ps);
    print("{} {}", repr(numbers), b.n_waiting());
}

Coroutine<> abort() {
    asyncio::Barrier b(3);
    std::vector<Task<int>> ps;
    for (auto n : {"x", "y"}) ps.push_back(asyncio::create_task(party(b, n)));
    co_await asyncio::sleep(0);
    ps[0].cancel();
    co_await asyncio::sleep(0);
    print("{} {}", b.n_waiting(), repr(b.broken()));
    co_await b.abort();
    ps.push_back(asyncio::create_task(party(b, "late")));
    auto rs2 = co_await asyncio::gather(ps, asyncio::return_exceptions);
    print("{} {}", repr_each(rs2, [](auto& r) { return repr(r.exception()); }), repr(b.broken()));
    co_await b.reset();
    print("{}", repr(b.broken()));
    auto member = [&](std::string name) -> Coroutine<> {
        co_await asyncio::async_with(b, [&](int position) -> Coroutine<> {
            print("{} at {}", name, position);
            co_await asyncio::sleep(0);
        });
    };
    std::vector<Coroutine<>> members;
    for (auto n : {"1", "2", "3", "4", "5", "6"}) members.push_back(member(n).as("member"));
    co_await asyncio::gather(std::move(members));
}

Coroutine<> main() {
    co_await initial_values();
    co_await bounded();
    co_await slots();
    co_await barrier();
    co_await abort();
}
void program() { asyncio::run(main()); }

}  // namespace extra_sync_03
