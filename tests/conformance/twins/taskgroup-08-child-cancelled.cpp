#include "../python.hpp"

// A child that is cancelled on its own is not a failure; a group that is shutting down takes no new tasks.
namespace taskgroup_08 {

Coroutine<> child(std::string name, double d, bool fail = false) {
    co_await asyncio::sleep(d);
    if (fail) throw ValueError(name);
    print("{} finished", name);
}

Coroutine<> main() {
    Task<> a, b;
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        a = tg.create_task(child("A", 0.03));
        b = tg.create_task(child("B", 1));
        co_await asyncio::sleep(0.01);
        b.cancel();
    });
    print("no error; cancelled: {} {}", repr(a.cancelled()), repr(b.cancelled()));
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(child("C", 0.01, true));
            try {
                co_await asyncio::sleep(1);
            } catch (const asyncio::CancelledError&) {
                auto late = child("D", 0);
                try {
                    tg.create_task(late);
                } catch (const RuntimeError& e) {
                    print("shutting down: {}", repr(std::string(e.what()).find("shutting down") != std::string::npos));
                }
                late.close();
                throw;
            }
        });
    } catch (const ExceptionGroup& eg) {
        print("{}", repr_each(eg.exceptions(), [](auto& e) { return repr(e); }));
    }
}

void program() { asyncio::run(main()); }

}  // namespace taskgroup_08
