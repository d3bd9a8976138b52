#include "../python.hpp"

// An exception stays in the task until somebody awaits it; the awaiter gets it each time.
namespace task_11 {

Coroutine<> fails() {
    print("failing");
    throw ValueError("kept inside");
    co_return;
}

Coroutine<> main() {
    auto t = asyncio::create_task(fails());
    co_await asyncio::sleep(0.01);
    print("main is not disturbed; done: {}", repr(t.done()));
    for (int i = 0; i < 2; ++i) {
        try {
            co_await t;
        } catch (const ValueError& e) {
            print("await {} raises {}", i, e.what());
        }
    }
}

void program() { asyncio::run(main()); }

}  // namespace task_11
