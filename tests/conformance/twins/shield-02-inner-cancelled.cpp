#include "../python.hpp"

// Cancelling the inner task cancels the shield as well; an exception passes through.
namespace shield_02 {

Coroutine<> inner(bool fail) {
    co_await asyncio::sleep(0.02);
    if (fail) throw ValueError("from inner");
}

Coroutine<> main() {
    auto t = asyncio::create_task(inner(false));
    auto s = asyncio::shield(t);
    co_await asyncio::sleep(0);
    t.cancel();
    try {
        co_await s;
    } catch (const asyncio::CancelledError&) {
        print("shield cancelled: {}", repr(s.cancelled()));
    }
    try {
        co_await asyncio::shield(inner(true));
    } catch (const ValueError& e) {
        print("ValueError {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace shield_02
