#include "../python.hpp"

// join() waits until task_done() was called once for every item, not until the queue is empty.
namespace queue_03 {

Coroutine<> worker(std::string name, asyncio::Queue<int> q) {
    for (;;) {
        int item = co_await q.get();
        co_await asyncio::sleep(item / 100.0);
        print("{} finished {}", name, item);
        q.task_done();
    }
}

Coroutine<> main() {
    asyncio::Queue<int> q;
    co_await q.join();
    print("join on an unused queue returns at once");
    for (int item : {3, 1, 2}) q.put_nowait(item);
    std::vector<Task<>> tasks;
    for (const char* n : {"A", "B"}) tasks.push_back(asyncio::create_task(worker(n, q)));
    co_await q.join();
    print("joined");
    try {
        q.task_done();
    } catch (const ValueError& e) {
        print("ValueError: {}", e.what());
    }
    for (auto& t : tasks) t.cancel();
    co_await asyncio::gather(asyncio::return_exceptions, tasks);
}

void program() { asyncio::run(main()); }

}  // namespace queue_03
