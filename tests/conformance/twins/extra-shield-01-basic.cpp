#include "../python.hpp"

// The result passes a shield, a cancellation does not; a done task is returned as it is.
namespace extra_shield_01 {

Coroutine<std::string> work(std::string name, double d) {
    co_await asyncio::sleep(d);
    print("{} ends", name);
    co_return name;
}

Coroutine<std::string> waits(Task<std::string> t) { co_return co_await asyncio::shield(t); }

Coroutine<> fails() {
    throw ValueError("through the shield");
    co_return;
}

Coroutine<> main() {
    auto t = asyncio::create_task(work("A", 0.02));
    auto waiter = asyncio::create_task(waits(t));
    co_await asyncio::sleep(0.01);
    waiter.cancel();
    co_await asyncio::wait({waiter});
    print("waiter cancelled: {} A cancelled: {}", repr(waiter.cancelled()), repr(t.cancelled()));
    auto outer = asyncio::shield(t);
    bool asked = outer.cancel();
    print("cancel the shield itself: {} {} {}", repr(asked), repr(outer.cancelled()), repr(t.done()));
    print("{}", co_await asyncio::shield(t));
    print("a done one is returned as it is: {}", repr(asyncio::shield(t) == t));
    print("{}", co_await asyncio::shield(work("B", 0.01)));
    try {
        co_await asyncio::shield(fails());
    } catch (const ValueError& e) {
        print("caught {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_shield_01
