#include "../python.hpp"

// The awaited future is done but the task has not resumed yet: cancel() still wins.
namespace cancel_10 {

Coroutine<> worker(Future<std::string> fut) {
    try {
        print("got {}", co_await fut);
    } catch (const asyncio::CancelledError&) {
        print("cancelled; the future has {}", fut.result());
        throw;
    }
}

Coroutine<> main() {
    auto fut = asyncio::get_running_loop().create_future<std::string>();
    auto t = asyncio::create_task(worker(fut));
    co_await asyncio::sleep(0);
    fut.set_result("a result");  // worker's wake-up is in the ready queue now
    t.cancel();
    co_await asyncio::wait({t});
    print("cancelled: {}", repr(t.cancelled()));
}

void program() { asyncio::run(main()); }

}  // namespace cancel_10
