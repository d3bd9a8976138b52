#include "../python.hpp"

// A group with children in a lock, a queue, an event, a sleep and a thread: one failure cancels them all.
namespace mix_10 {

template <class Coro>
Coroutine<> guarded(std::string name, Coro coro) {
    try {
        co_await std::move(coro);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

void job() {
    asyncio::time::sleep(0.04);
    print("thread ends later");
}

Coroutine<> fails() {
    co_await asyncio::sleep(0.02);
    throw ValueError("first failure");
}

Coroutine<> main() {
    asyncio::Lock lock;
    asyncio::Queue<int> q;
    asyncio::Event ev;
    co_await lock.acquire();
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(guarded("lock", lock.acquire()));
            tg.create_task(guarded("queue", q.get()));
            tg.create_task(guarded("event", ev.wait()));
            tg.create_task(guarded("sleep", asyncio::sleep(5)));
            tg.create_task(guarded("thread", asyncio::to_thread(job)));
            tg.create_task(fails());
            co_return;
        });
    } catch (...) {
        asyncio::except_star(asyncio::on<ValueError>([](const auto& eg) { print("{}", repr_each(eg.exceptions(), str)); }));
    }
    co_await asyncio::sleep(0.05);
    print("end");
}

void program() { asyncio::run(main()); }

}  // namespace mix_10
