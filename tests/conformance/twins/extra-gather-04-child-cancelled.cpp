#include "../python.hpp"

// A child that others cancel counts as one that raised CancelledError; its siblings go on.
namespace extra_gather_04 {

Coroutine<std::string> child(std::string name, double d) {
    co_await asyncio::sleep(d);
    print("{} done", name);
    co_return name;
}

Coroutine<> main() {
    auto a = asyncio::create_task(child("A", 0.02));
    auto b = asyncio::create_task(child("B", 0.03));
    auto group = asyncio::gather(a, b);
    co_await asyncio::sleep(0.01);
    a.cancel("by hand");
    try {
        co_await group;
    } catch (const asyncio::CancelledError& e) {
        print("gather raised {} - requests to main: {}", repr(e), asyncio::current_task().cancelling());
    }
    print("gather cancelled(): {} - done: {} - exception: {}", repr(group.cancelled()), repr(group.done()), repr(group.exception()));
    print("cancel now: {} - B is {}", repr(group.cancel()), b.done() ? "done" : "running");
    print("{}", co_await b);
}

void program() { asyncio::run(main()); }

}  // namespace extra_gather_04
