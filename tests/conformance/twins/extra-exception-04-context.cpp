#include "../python.hpp"

// An exception remembers the one that was being handled when it was raised, and the one it was raised from.
namespace extra_exception_04 {

Coroutine<> work() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        throw ValueError("during clean-up");
    }
}

Coroutine<> converts() {
    try {
        throw KeyError("low level");
    } catch (const KeyError& e) {
        asyncio::raise_from(RuntimeError("high level"), e);
    }
    co_return;
}

Coroutine<> main() {
    auto t = asyncio::create_task(work());
    co_await asyncio::sleep(0);
    t.cancel("why");
    try {
        co_await t;
    } catch (const ValueError& e) {
        print("{} context: {} cause: {}", repr(e), repr(e.context()), repr(e.cause()));
    }
    try {
        co_await asyncio::create_task(converts());
    } catch (const RuntimeError& e) {
        print("{} cause: {}", repr(e), repr(e.cause()));
    }
    print("cancelled: {}", repr(t.cancelled()));
}

void program() { asyncio::run(main()); }

}  // namespace extra_exception_04
