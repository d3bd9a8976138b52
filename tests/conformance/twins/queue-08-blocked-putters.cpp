#include "../python.hpp"

// Producers that wait on a full queue get in by order of arrival; a cancelled one leaves the line.
namespace queue_08 {

Coroutine<> producer(std::string name, asyncio::Queue<std::string> q) {
    try {
        co_await q.put(name);
        print("{} is in", name);
    } catch (const asyncio::CancelledError&) {
        print("{} gave up", name);
        throw;
    }
}

Coroutine<> main() {
    asyncio::Queue<std::string> q(1);
    std::vector<Task<>> tasks;
    for (const char* n : {"A", "B", "C", "D", "E"}) tasks.push_back(asyncio::create_task(producer(n, q)));
    co_await asyncio::sleep(0);
    tasks[2].cancel();
    std::vector<std::string> got;
    for (int n = 0; n < 4; ++n) {
        co_await asyncio::sleep(0.01);
        got.push_back(q.get_nowait());
    }
    co_await asyncio::wait(tasks);
    print("order: {} empty: {}", repr(got), repr(q.empty()));
}

void program() { asyncio::run(main()); }

}  // namespace queue_08
