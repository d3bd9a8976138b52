#include "../python.hpp"

// A future that is given an exception; StopIteration is refused.
namespace extra_callback_07 {

Coroutine<> waiter(Future<> fut) {
    try {
        co_await fut;
    } catch (const ZeroDivisionError& e) {
        print("waiter got {}", repr(e));
    }
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto fut = loop.create_future();
    try {
        fut.exception();
    } catch (const asyncio::InvalidStateError& e) {
        print("InvalidStateError: {}", e.what());
    }
    try {
        fut.set_exception(asyncio::StopIteration());
    } catch (const TypeError& e) {
        print("TypeError: {}", e.what());
    }
    print("done: {}", repr(fut.done()));
    std::vector<Task<>> tasks;
    for (int i = 0; i < 2; ++i) tasks.push_back(asyncio::create_task(waiter(fut)));
    co_await asyncio::sleep(0);
    fut.set_exception(ZeroDivisionError());
    print("done: {} {}", repr(fut.done()), repr(fut.exception()));
    try {
        fut.set_exception(ValueError("again"));
    } catch (const asyncio::InvalidStateError&) {
        print("InvalidStateError");
    }
    co_await asyncio::gather(tasks);
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_07
