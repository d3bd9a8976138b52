#include "../python.hpp"

// cancel(msg) travels: it is in the CancelledError of the task and of whoever awaits it.
namespace extra_cancel_02 {

Coroutine<> work(double d) {
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError& e) {
        print("work: {} {}", repr(e), repr_args(e));
        throw;
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(work(1));
    co_await asyncio::sleep(0);
    t.cancel("first");
    t.cancel("second");
    try {
        co_await t;
    } catch (const asyncio::CancelledError& e) {
        print("main: {}", repr(e));
    }
    try {
        t.result();
    } catch (const asyncio::CancelledError& e) {
        print("asked: {}", repr(e));
    }
    try {
        t.exception();
    } catch (const asyncio::CancelledError& e) {
        print("asked: {}", repr(e));
    }
    t = asyncio::create_task(work(1));
    t.cancel("too early");
    try {
        co_await t;
    } catch (const asyncio::CancelledError& e) {
        print("main: {}", repr(e));
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_cancel_02
