#include "../python.hpp"

// Cancelling a task that awaits a task cancels the inner one first; the outer sees the result of that.
namespace cancel_11 {

Coroutine<> inner() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("inner cancelled");
        throw;
    }
}

Coroutine<> middle(Task<> t) {
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("middle cancelled");
        throw;
    }
}

Coroutine<> main() {
    auto i = asyncio::create_task(inner());
    auto m = asyncio::create_task(middle(i));
    auto o = asyncio::create_task(middle(m));
    co_await asyncio::sleep(0.01);
    o.cancel();
    co_await asyncio::wait({o});
    const std::vector tasks = {i, m, o};
    print("{} {}", repr_each(tasks, [](auto& t) { return t.cancelled(); }),
          repr_each(tasks, [](auto& t) { return t.cancelling(); }));
}

void program() { asyncio::run(main()); }

}  // namespace cancel_11
