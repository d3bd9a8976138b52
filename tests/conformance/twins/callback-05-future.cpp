#include "../python.hpp"

// A future is set by a callback; the waiters wake in order; it can be set only once.
namespace callback_05 {

Coroutine<> waiter(char name, Future<std::string> fut) { print("{} got {}", name, co_await fut); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto fut = loop.create_future<std::string>();
    std::vector<Task<>> tasks;
    for (char n : {'A', 'B', 'C'}) tasks.push_back(asyncio::create_task(waiter(n, fut)));
    loop.call_later(0.01, asyncio::named("set_result", [fut] { fut.set_result("value"); }));
    co_await asyncio::gather(tasks);
    try {
        fut.set_result("again");
    } catch (const asyncio::InvalidStateError&) {
        print("InvalidStateError");
    }
    print("{} {} {}", repr(fut.done()), repr(fut.cancelled()), fut.result());
}

void program() { asyncio::run(main()); }

}  // namespace callback_05
