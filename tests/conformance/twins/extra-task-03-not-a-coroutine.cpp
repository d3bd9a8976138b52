#include "../python.hpp"

// Only a coroutine object makes a task.
namespace extra_task_03 {

Coroutine<std::string> work() { co_return "worked"; }

template <class Thing>
void refused(Thing thing) {
    try {
        asyncio::create_task(thing);
    } catch (const TypeError& e) {
        print("TypeError: {}", std::string(e.what()).substr(0, std::string(e.what()).find(',')));
    }
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto fut = loop.create_future();
    refused(42);
    refused(work);
    refused(fut);
    print("{}", co_await asyncio::create_task(work()));
}

void program() { asyncio::run(main()); }

}  // namespace extra_task_03
