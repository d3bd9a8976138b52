#include "../python.hpp"

// A cancelled child raises at its ticket; a cancelled consumer leaves the children alone.
namespace extra_ascompleted_03 {

Coroutine<std::string> work(std::string name, double d) {
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError&) {
        print("{} is cancelled", name);
        throw;
    }
    co_return name;
}

Coroutine<> consume(std::vector<Task<std::string>> tasks) {
    struct Finally {
        ~Finally() { print("consumer leaves"); }
    } finally;
    for (auto& ticket : asyncio::as_completed(tasks)) {
        try {
            print("got {}", co_await ticket);
        } catch (const asyncio::CancelledError&) {
            if (asyncio::current_task().cancelling()) throw;
            print("one was cancelled");
        }
    }
}

Coroutine<> main() {
    std::vector<Task<std::string>> abc;
    for (auto [n, d] : {std::pair("A", 0.05), {"B", 0.02}, {"C", 0.06}}) abc.push_back(asyncio::create_task(work(n, d)));
    auto &a = abc[0], &b = abc[1], &c = abc[2];
    auto consumer = asyncio::create_task(consume({a, b, c}));
    co_await asyncio::sleep(0.01);
    b.cancel("not you");
    co_await asyncio::sleep(0.02);
    consumer.cancel();
    co_await asyncio::wait({consumer, c});
    print("{} {} {} {}", repr(consumer.cancelled()), a.result(), repr(b.cancelled()), c.result());
}

void program() { asyncio::run(main()); }

}  // namespace extra_ascompleted_03
