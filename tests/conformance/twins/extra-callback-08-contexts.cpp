#include "../python.hpp"

// Callbacks see a copy of the context in which they were queued, or the one that is given.
namespace extra_callback_08 {

asyncio::ContextVar<std::string> var("var", "default");

void show(std::string who) { print("{} sees {}", who, var.get()); }

void on_done(Future<>) {
    show("done callback");
    var.set("changed by the callback");
}

std::string set_and_show(std::string value) {
    var.set(value);
    return "inside " + var.get();
}

Coroutine<> child() {
    show("child");
    var.set("child");
    co_return;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto other = asyncio::copy_context();
    var.set("main");
    loop.call_soon(show, "call_soon");
    loop.call_soon(other, show, "call_soon with the other");
    loop.call_later(0.01, other, show, "call_later with the other");
    auto fut = loop.create_future();
    fut.add_done_callback(on_done);
    fut.add_done_callback(on_done, other);
    fut.set_result();
    co_await asyncio::sleep(0);
    print("{} - outside {}", other.run(set_and_show, "set in other"), var.get());
    co_await asyncio::create_task(child(), {.context = other});
    co_await asyncio::sleep(0.02);
    show("main");
    print("other has {}", other[var]);
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_08
