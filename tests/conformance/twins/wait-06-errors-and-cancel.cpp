#include "../python.hpp"

// Bad arguments; and cancelling the waiter does not cancel what it waits for.
namespace wait_06 {

Coroutine<std::string> work() {
    co_await asyncio::sleep(0.04);
    co_return "work result";
}

Coroutine<> waiter(Task<std::string> t) { co_await asyncio::wait({t}); }

Coroutine<> main() {
    try {
        co_await asyncio::wait(std::vector<Task<>>());
    } catch (const ValueError& e) {
        print("ValueError: {}", e.what());
    }
    auto c = work();
    try {
        co_await asyncio::wait({c});
    } catch (const TypeError& e) {
        print("TypeError: {}", e.what());
    }
    auto t = asyncio::create_task(std::move(c));
    auto w = asyncio::create_task(waiter(t));
    co_await asyncio::sleep(0.01);
    w.cancel();
    co_await asyncio::sleep(0.01);
    print("waiter cancelled: {} work done: {}", repr(w.cancelled()), repr(t.done()));
    print("{}", co_await t);
}

void program() { asyncio::run(main()); }

}  // namespace wait_06
