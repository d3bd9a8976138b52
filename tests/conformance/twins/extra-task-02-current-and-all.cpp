#include "../python.hpp"

// current_task() is the task whose step runs, none in a callback; all_tasks() are those not done.
namespace extra_task_02 {

std::vector<std::string> names() {
    std::vector<std::string> names;
    for (auto& t : asyncio::all_tasks()) names.push_back(t.get_name());
    return names;
}

void callback() { print("in a callback: {} - tasks: {}", asyncio::current_task() ? "a task" : "None", repr(names())); }

Coroutine<asyncio::AnyTask> inner() { co_return asyncio::current_task(); }

Coroutine<> worker(double d) {
    auto me = asyncio::current_task();
    print("{} awaits a coroutine in itself: {}", me.get_name(), repr(co_await inner() == me));
    co_await asyncio::sleep(d);
    print("{} is still itself: {}", me.get_name(), repr(asyncio::current_task() == me));
}

Coroutine<> main() {
    auto a = asyncio::create_task(worker(0.02));
    auto b = asyncio::create_task(worker(0.01));
    asyncio::get_running_loop().call_soon(callback);
    print(repr(names()));
    co_await b;
    print("{} {} {}", repr(names()), repr(contains(asyncio::all_tasks(), a)), repr(contains(asyncio::all_tasks(), b)));
    co_await a;
    print(repr(names()));
}

void program() { asyncio::run(main()); }

}  // namespace extra_task_02
