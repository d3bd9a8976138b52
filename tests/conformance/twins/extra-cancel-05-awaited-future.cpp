#include "../python.hpp"

// Cancelling what a task awaits strikes the task, but is no request to it; cancelling the task cancels the future.
namespace extra_cancel_05 {

Coroutine<int> waits(std::string name, Future<int> fut) {
    try {
        co_return co_await fut;
    } catch (const asyncio::CancelledError& e) {
        print("{} struck; requests: {} {}", name, asyncio::current_task().cancelling(), repr_args(e));
        throw;
    }
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto fut = loop.create_future<int>();
    auto a = asyncio::create_task(waits("A", fut));
    auto b = asyncio::create_task(waits("B", fut));
    co_await asyncio::sleep(0);
    fut.cancel("the future itself");
    co_await asyncio::wait({a, b});
    print("{} {}", repr(a.cancelled()), repr(b.cancelled()));
    fut = loop.create_future<int>();
    auto c = asyncio::create_task(waits("C", fut));
    auto d = asyncio::create_task(waits("D", fut));
    co_await asyncio::sleep(0);
    c.cancel("only C");
    print("the future is cancelled at once: {}", repr(fut.cancelled()));
    co_await asyncio::wait({c, d});
    print("{} {} {} {}", repr(c.cancelled()), c.cancelling(), repr(d.cancelled()), d.cancelling());
}

void program() { asyncio::run(main()); }

}  // namespace extra_cancel_05
