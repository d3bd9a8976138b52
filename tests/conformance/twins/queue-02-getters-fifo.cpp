#include "../python.hpp"

// Several consumers wait on an empty queue: items go to them in the order in which they came.
namespace queue_02 {

Coroutine<> consumer(std::string name, asyncio::Queue<int> q) {
    for (int n = 0; n < 2; ++n) {
        int item = co_await q.get();
        print("{} got {}", name, item);
    }
}

Coroutine<> main() {
    asyncio::Queue<int> q;
    std::vector<Task<>> tasks;
    for (const char* n : {"A", "B", "C"}) tasks.push_back(asyncio::create_task(consumer(n, q)));
    co_await asyncio::sleep(0);
    for (int i = 0; i < 6; ++i) q.put_nowait(i);
    print("six items put");
    co_await asyncio::gather(tasks);
}

void program() { asyncio::run(main()); }

}  // namespace queue_02
