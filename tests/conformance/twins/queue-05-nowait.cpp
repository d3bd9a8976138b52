#include "../python.hpp"

// get_nowait, put_nowait, full and empty.
namespace queue_05 {

Coroutine<> main() {
    asyncio::Queue<std::string> q(1);
    try {
        q.get_nowait();
    } catch (const asyncio::QueueEmpty&) {
        print("QueueEmpty");
    }
    q.put_nowait("x");
    print("full: {}", repr(q.full()));
    try {
        q.put_nowait("y");
    } catch (const asyncio::QueueFull&) {
        print("QueueFull");
    }
    asyncio::Queue<int> endless(0);
    for (int i = 0; i < 100; ++i) endless.put_nowait(i);
    print("endless full: {} {}", repr(endless.full()), endless.qsize());
    std::string item = q.get_nowait();
    print("{} {}", item, repr(q.empty()));
    co_return;
}

void program() { asyncio::run(main()); }

}  // namespace queue_05
