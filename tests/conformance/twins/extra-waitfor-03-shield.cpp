#include "../python.hpp"

// wait_for(shield(task)): the time limit strikes the shield, the task goes on.
namespace extra_waitfor_03 {

Coroutine<std::string> work() {
    try {
        co_await asyncio::sleep(0.03);
        print("work ends");
        co_return "the result";
    } catch (const asyncio::CancelledError&) {
        print("never printed");
        throw;
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(work());
    for (double limit : {0.01, 0.01, 0.05}) {
        try {
            print("got {}", co_await asyncio::wait_for(asyncio::shield(t), limit));
        } catch (const TimeoutError&) {
            print("not within {} - task done: {}", limit, repr(t.done()));
        }
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_waitfor_03
