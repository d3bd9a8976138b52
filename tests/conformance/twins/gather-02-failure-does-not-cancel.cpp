#include "../python.hpp"

// One child fails: gather raises at once, and the other children are NOT cancelled.
namespace gather_02 {

Coroutine<std::string> ok(std::string name, double d) {
    try {
        co_await asyncio::sleep(d);
        print("{} finished normally", name);
        co_return name;
    } catch (const asyncio::CancelledError&) {
        print("{} was cancelled", name);  // does not happen
        throw;
    }
}

Coroutine<> fails() {
    co_await asyncio::sleep(0.02);
    throw RuntimeError("boom");
}

Coroutine<> main() {
    auto t = asyncio::create_task(ok("slow", 0.06));
    try {
        co_await asyncio::gather(ok("fast", 0.01), fails(), t);
    } catch (const RuntimeError& e) {
        print("gather raised {} - slow done: {}", e.what(), repr(t.done()));
    }
    co_await asyncio::sleep(0.08);
    print("slow result: {}", t.result());
}

void program() { asyncio::run(main()); }

}  // namespace gather_02
