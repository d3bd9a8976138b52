#include "../python.hpp"

// The work and the timeout end at the same instant: the timer that was armed first decides.
namespace waitfor_07 {

Coroutine<std::string> work() {
    co_await asyncio::sleep(0.02);
    co_return "work";
}

Coroutine<> main() {
    auto task = asyncio::create_task(work());
    co_await asyncio::sleep(0);  // work's timer is armed before wait_for's
    try {
        print("work armed first: {}", co_await asyncio::wait_for(task, 0.02));
    } catch (const TimeoutError&) {
        print("work armed first: TimeoutError");
    }
    print("task cancelled: {}", repr(task.cancelled()));
    try {
        print("work armed second: {}", co_await asyncio::wait_for(work(), 0.02));
    } catch (const TimeoutError&) {
        print("work armed second: TimeoutError");
    }
}

void program() { asyncio::run(main()); }

}  // namespace waitfor_07
