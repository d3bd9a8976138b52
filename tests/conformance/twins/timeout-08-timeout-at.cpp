#include "../python.hpp"

// timeout_at: several blocks share one absolute deadline, as a budget.
namespace timeout_08 {

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    double deadline = loop.time() + 0.05;
    for (int step = 0; step < 4; ++step) {
        try {
            co_await asyncio::async_with(asyncio::timeout_at(deadline), [&]() -> Coroutine<> {
                co_await asyncio::sleep(0.02);
                print("step {} done", step);
            });
        } catch (const TimeoutError&) {
            print("step {} out of budget; late: {}", step, repr(loop.time() >= deadline));
        }
    }
}

void program() { asyncio::run(main()); }

}  // namespace timeout_08
