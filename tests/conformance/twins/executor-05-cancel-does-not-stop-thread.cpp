#include "../python.hpp"

// Cancelling the await gives up waiting; the thread works on to its end.
namespace executor_05 {

std::string job() {
    asyncio::time::sleep(0.05);
    print("thread finished anyway");
    return "unused";
}

Coroutine<> main() {
    auto t = asyncio::create_task(asyncio::to_thread(job));
    co_await asyncio::sleep(0.02);
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("await cancelled");
    }
    co_await asyncio::sleep(0.06);
    print("end");
}

void program() { asyncio::run(main()); }

}  // namespace executor_05
