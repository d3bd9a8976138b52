#include "../python.hpp"

// A failure in an inner group reaches the outer one as an ExceptionGroup and cancels its tasks too.
namespace taskgroup_05 {

Coroutine<> leaf(std::string name, double d, bool fail = false) {
    try {
        co_await asyncio::sleep(d);
        if (fail) throw ValueError(name);
        print("{} finished", name);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

Coroutine<> inner() {
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        tg.create_task(leaf("in-1", 1));
        tg.create_task(leaf("in-2", 0.02, true));
        co_return;
    });
}

Coroutine<> main() {
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(leaf("out-1", 0.01));
            tg.create_task(leaf("out-2", 1));
            tg.create_task(inner());
            co_return;
        });
    } catch (const ExceptionGroup& eg) {
        auto sub = eg.exceptions()[0];
        print("{} {}", type_name(sub), repr_each(asyncio::group_of(sub)->exceptions(), [](auto& e) { return repr(e); }));
    }
}

void program() { asyncio::run(main()); }

}  // namespace taskgroup_05
