#include "../python.hpp"

// A loop is closed while a task has not begun; the task then goes with its last reference.
namespace extra_exception_01 {

Coroutine<> never_begins() {
    print("never printed");
    co_return;
}

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) {
    print("handler: {} {}", context.message, context.task().get_name());
}

void program() {
    auto loop = asyncio::new_event_loop();
    loop->set_exception_handler(handler);
    auto task = loop->create_task(never_begins(), "forgotten");
    loop->close();
    print("closed; done: {}", repr(task.done()));
    task = {};
    print("dropped");
}

}  // namespace extra_exception_01
