#include "../python.hpp"

// A request that has not struck when the coroutine returns: the result is lost. If it raises, it has failed.
namespace extra_cancel_03 {

Coroutine<std::string> returns() {
    asyncio::current_task().cancel("too late");
    co_return "lost";
}

Coroutine<std::string> raises() {
    asyncio::current_task().cancel();
    throw ValueError("kept");
    co_return "";
}

Coroutine<std::string> goes_on() {
    asyncio::current_task().cancel();
    print("still running");
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("struck at the first suspension");
    }
    co_return "result";
}

Coroutine<> main() {
    std::vector<Task<std::string>> tasks;
    tasks.push_back(asyncio::create_task(returns()));
    tasks.push_back(asyncio::create_task(raises()));
    tasks.push_back(asyncio::create_task(goes_on()));
    auto results = co_await asyncio::gather(tasks, asyncio::return_exceptions);
    for (std::size_t i = 0; i < tasks.size(); ++i)
        print("{} {} {}", repr(tasks[i].cancelled()), tasks[i].cancelling(), repr(results[i]));
}

void program() { asyncio::run(main()); }

}  // namespace extra_cancel_03
