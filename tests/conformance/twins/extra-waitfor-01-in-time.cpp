#include "../python.hpp"

// The result comes in time: the timer is cancelled. Without a timeout there is no timer and no task.
namespace extra_waitfor_01 {

Coroutine<std::string> work(std::string name, double d) {
    print("{} runs in {}", name, asyncio::current_task().get_name());
    co_await asyncio::sleep(d);
    co_return name;
}

Coroutine<> fails() {
    throw KeyError("in time, too");
    co_return;
}

Coroutine<> main() {
    print("{}", co_await asyncio::wait_for(work("A", 0.01), 1));
    print("{}", co_await asyncio::wait_for(work("B", 0.01), std::nullopt));
    try {
        co_await asyncio::wait_for(fails(), 1);
    } catch (const KeyError& e) {
        print("caught {}", repr(e));
    }
    auto fut = asyncio::get_running_loop().create_future<std::string>();
    asyncio::get_running_loop().call_later(0.01, asyncio::named("set_result", [fut] { fut.set_result("future's result"); }));
    print("{}", co_await asyncio::wait_for(fut, 0.02));
}

void program() { asyncio::run(main()); }

}  // namespace extra_waitfor_01
