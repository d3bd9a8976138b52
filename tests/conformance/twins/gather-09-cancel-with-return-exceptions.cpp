#include "../python.hpp"

// Cancelling gather(return_exceptions=True) still raises CancelledError, after all children ended.
namespace gather_09 {

Coroutine<std::string> child(std::string name, double cleanup) {
    try {
        co_await asyncio::sleep(5);
        co_return "";
    } catch (const asyncio::CancelledError&) {
    }
    co_await asyncio::sleep(cleanup);
    print("{} cleaned up", name);
    co_return name;  // swallows the cancellation
}

Coroutine<> main() {
    auto g = asyncio::gather(asyncio::return_exceptions, child("A", 0.02), child("B", 0.01));
    asyncio::get_running_loop().call_later(0.01, asyncio::named("cancel", [g] { g.cancel(); }));
    try {
        co_await g;
    } catch (const asyncio::CancelledError&) {
        print("CancelledError; done: {} cancelled(): {}", repr(g.done()), repr(g.cancelled()));
    }
}

void program() { asyncio::run(main()); }

}  // namespace gather_09
