#include "../python.hpp"

// Cancelling the task that awaits gather cancels every unfinished child.
namespace gather_06 {

Coroutine<std::string> child(std::string name, double d) {
    try {
        co_await asyncio::sleep(d);
        print("{} done", name);
        co_return name;
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
}

Coroutine<> group() { co_await asyncio::gather(child("A", 0.01), child("B", 5), child("C", 5)); }

Coroutine<> main() {
    auto t = asyncio::create_task(group());
    co_await asyncio::sleep(0.03);
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("group cancelled");
    }
}

void program() { asyncio::run(main()); }

}  // namespace gather_06
