#include "../python.hpp"

// SystemExit in a task leaves the loop at once; the other tasks are then cancelled.
namespace exception_06 {

Coroutine<> other() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("other cancelled");
        throw;
    }
}

Coroutine<> quits() {
    co_await asyncio::sleep(0.01);
    throw SystemExit(3);
}

Coroutine<> main() { co_await asyncio::gather(other(), quits()); }

void program() {
    try {
        asyncio::run(main());
    } catch (const SystemExit& e) {
        print("SystemExit {}", e.code);
    }
}

}  // namespace exception_06
