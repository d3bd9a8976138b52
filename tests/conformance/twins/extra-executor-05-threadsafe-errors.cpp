#include "../python.hpp"

// run_coroutine_threadsafe passes exceptions and cancellations over to the thread, and cancel() back.
namespace extra_executor_05 {

Coroutine<> fails() {
    co_await asyncio::sleep(0.01);
    throw ValueError("in the loop");
}

Coroutine<> sleeps() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("loop: cancelled");
        throw;
    }
}

Coroutine<> gives_up() {
    throw asyncio::CancelledError();
    co_return;
}

void in_thread(asyncio::Loop& loop) {
    auto fut = asyncio::run_coroutine_threadsafe(fails(), loop);
    try {
        fut.result();
    } catch (const ValueError& e) {
        print("thread: {} {}", repr(e), repr(fut.exception()));
    }
    fut = asyncio::run_coroutine_threadsafe(sleeps(), loop);
    asyncio::time::sleep(0.01);
    bool asked = fut.cancel();
    print("thread: cancel {} {}", repr(asked), repr(fut.cancelled()));
    asyncio::time::sleep(0.01);
    fut = asyncio::run_coroutine_threadsafe(gives_up(), loop);
    try {
        fut.result();
    } catch (const asyncio::concurrent::CancelledError&) {
        print("thread: the coroutine gave up");
    }
}

Coroutine<> main() { co_await asyncio::to_thread(in_thread, std::ref(asyncio::get_running_loop())); }

void program() { asyncio::run(main()); }

}  // namespace extra_executor_05
