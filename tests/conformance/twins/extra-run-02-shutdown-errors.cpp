#include "../python.hpp"

// Tasks that fail while run() cancels them are reported to the exception handler; run() ends normally.
namespace extra_run_02 {

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) {
    print("handler: {} - {} - {}", context.message, repr(context.exception), context.task().get_name());
}

Coroutine<> fails_at_the_end(std::string name) {
    try {
        co_await asyncio::sleep(10);
    } catch (...) {
        throw ValueError(name);
    }
}

Coroutine<> swallows() {
    bool cancelled = false;
    try {
        co_await asyncio::sleep(10);
    } catch (const asyncio::CancelledError&) {
        cancelled = true;
    }
    if (cancelled) {
        co_await asyncio::sleep(0.01);
        print("swallowed");
    }
}

Coroutine<std::string> main(std::vector<Task<>>& tasks) {
    asyncio::get_running_loop().set_exception_handler(handler);
    tasks.push_back(asyncio::create_task(fails_at_the_end("one")));
    tasks.push_back(asyncio::create_task(swallows()));
    tasks.push_back(asyncio::create_task(fails_at_the_end("two")));
    co_await asyncio::sleep(0);
    co_return "main's result";
}

void program() {
    std::vector<Task<>> tasks;
    print("{}", asyncio::run(main(tasks)));
    print(repr_each(tasks, [](auto& t) { return t.cancelled(); }));
}

}  // namespace extra_run_02
