#include "../python.hpp"

// The first failure cancels the siblings AND the body; the block raises an ExceptionGroup.
namespace taskgroup_02 {

Coroutine<> ok(std::string name) {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

Coroutine<> fails() {
    co_await asyncio::sleep(0.01);
    print("failing");
    throw ValueError("boom");
}

Coroutine<> main() {
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(ok("A"));
            tg.create_task(fails());
            tg.create_task(ok("B"));
            try {
                co_await asyncio::sleep(1);
            } catch (const asyncio::CancelledError&) {
                print("body cancelled");
                throw;
            }
        });
    } catch (const ExceptionGroup& eg) {
        print("{} {}", eg.message(), repr_each(eg.exceptions(), [](auto& e) { return repr(e); }));
    }
    print("cancelling: {}", asyncio::current_task().cancelling());
}

void program() { asyncio::run(main()); }

}  // namespace taskgroup_02
