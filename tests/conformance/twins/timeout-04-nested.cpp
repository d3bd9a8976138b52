#include "../python.hpp"

// Nested timeouts: the one that expires raises; an inner TimeoutError can be handled inside the outer.
namespace timeout_04 {

Coroutine<> main() {
    try {
        co_await asyncio::async_with(asyncio::timeout(0.05), []() -> Coroutine<> {
            try {
                co_await asyncio::async_with(asyncio::timeout(0.02), []() -> Coroutine<> { co_await asyncio::sleep(1); });
            } catch (const TimeoutError&) {
                print("inner expired");
            }
            co_await asyncio::sleep(1);
        });
    } catch (const TimeoutError&) {
        print("outer expired");
    }
    auto outer = asyncio::timeout(0.02), inner = asyncio::timeout(0.5);
    try {
        co_await asyncio::async_with(outer, [&]() -> Coroutine<> {
            co_await asyncio::async_with(inner, []() -> Coroutine<> { co_await asyncio::sleep(1); });
        });
    } catch (const TimeoutError&) {
        print("outer {} inner {}", repr(outer.expired()), repr(inner.expired()));
    }
}

void program() { asyncio::run(main()); }

}  // namespace timeout_04
