#include "../python.hpp"

// A coroutine that raises CancelledError itself: its task is cancelled, though nobody asked.
namespace extra_cancel_04 {

Coroutine<> gives_up() {
    co_await asyncio::sleep(0);
    throw asyncio::CancelledError("of my own will");
}

Coroutine<> main() {
    auto t = asyncio::create_task(gives_up());
    try {
        co_await t;
    } catch (const Exception&) {
        print("never printed: it is no Exception");
    } catch (const BaseException& e) {
        print("{}", repr(e));
    }
    print("cancelled: {} requests: {} {}", repr(t.cancelled()), t.cancelling(), asyncio::current_task().cancelling());
    try {
        co_await gives_up();
    } catch (const asyncio::CancelledError& e) {
        print("directly: {}", e.what());
    }
    print("main goes on");
}

void program() { asyncio::run(main()); }

}  // namespace extra_cancel_04
