#include "../python.hpp"

// put() does not hand the item over: a task that is already running may take it before the woken getter.
namespace queue_07 {

Coroutine<> getter(std::string name, asyncio::Queue<std::string> q) {
    auto item = co_await q.get();
    print("{} got {}", name, item);
}

Coroutine<> main() {
    asyncio::Queue<std::string> q;
    auto g = asyncio::create_task(getter("patient", q));
    co_await asyncio::sleep(0);                   // patient waits
    q.put_nowait("first");                        // patient is woken ...
    print("main takes {}", co_await q.get());     // ... but main is quicker, and does not suspend
    co_await asyncio::sleep(0.01);
    print("patient done: {}", repr(g.done()));
    q.put_nowait("second");
    co_await g;
}

void program() { asyncio::run(main()); }

}  // namespace queue_07
