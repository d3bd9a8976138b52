#include "../python.hpp"

// A body that swallows the cancellation, or turns it into another error, ends as it likes.
namespace extra_timeout_02 {

Coroutine<> main() {
    auto t = asyncio::timeout(0.01);
    co_await asyncio::async_with(t, []() -> Coroutine<> {
        try {
            co_await asyncio::sleep(1);
        } catch (const asyncio::CancelledError&) {
            print("swallowed");
        }
    });
    print("expired: {} requests: {}", repr(t.expired()), asyncio::current_task().cancelling());
    auto t2 = asyncio::timeout(0.01);
    try {
        co_await asyncio::async_with(t2, []() -> Coroutine<> {
            try {
                co_await asyncio::sleep(1);
            } catch (...) {
                throw KeyError("instead");
            }
        });
    } catch (const KeyError& e) {
        print("caught {} expired: {} requests: {}", repr(e), repr(t2.expired()), asyncio::current_task().cancelling());
    }
    co_await asyncio::sleep(0.01);
    print("undisturbed");
}

void program() { asyncio::run(main()); }

}  // namespace extra_timeout_02
