#include "../python.hpp"

// Tasks are numbered as they are made; a named one uses up a number, too.
namespace extra_task_01 {

Coroutine<std::string> who() { co_return asyncio::current_task().get_name(); }

Coroutine<> main() {
    print(asyncio::current_task().get_name());
    auto a = asyncio::create_task(who());
    auto b = asyncio::create_task(who(), "worker");
    auto c = asyncio::create_task(who());
    print("{} {} {}", a.get_name(), b.get_name(), c.get_name());
    a.set_name("renamed");
    c.set_name("33");
    auto first = co_await a;
    auto second = co_await b;
    auto third = co_await c;
    print("{} {} {}", first, second, third);
    auto& loop = asyncio::get_running_loop();
    auto d = loop.create_task(who(), {.name = "from the loop"});
    print(co_await d);
}

void program() { asyncio::run(main()); }

}  // namespace extra_task_01
