#include "../python.hpp"

// Two locks taken in opposite order: a deadlock, ended by a timeout.
namespace sync_15 {

using asyncio::Lock;

Coroutine<> diner(std::string name, Lock first, Lock second) {
    co_await asyncio::async_with(first, [&]() -> Coroutine<> {
        print("{} has the first fork", name);
        co_await asyncio::sleep(0.01);
        co_await asyncio::async_with(second, [&]() -> Coroutine<> {
            print("{} eats", name);
            co_return;
        });
    });
}

Coroutine<> main() {
    Lock f1, f2;
    for (auto [first, second] : {std::pair(f2, f1), std::pair(f1, f2)}) {
        try {
            co_await asyncio::wait_for(asyncio::gather(diner("A", f1, f2), diner("B", first, second)), 0.05);
            print("both have eaten");
        } catch (const asyncio::TimeoutError&) {
            print("deadlock; locks free again: {} {}", repr(!f1.locked()), repr(!f2.locked()));
        }
    }
}

void program() { asyncio::run(main()); }

}  // namespace sync_15
