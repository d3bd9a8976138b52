#include "../python.hpp"

// A future belongs to its loop: awaiting it in another one fails.
namespace extra_task_05 {

Coroutine<> main(Future<> fut) {
    print("same loop: {}", repr(&fut.get_loop() == &asyncio::get_running_loop()));
    try {
        co_await fut;
    } catch (const RuntimeError& e) {
        std::string text = e.what();
        print("RuntimeError: ... {}", text.substr(text.rfind("> ") + 2));
    }
}

void program() {
    auto other = asyncio::new_event_loop();
    auto fut = other->create_future();
    asyncio::run(main(fut));
    other->close();
    print("closed: {}", repr(other->is_closed()));
}

}  // namespace extra_task_05
