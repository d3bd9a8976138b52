#include "../python.hpp"

// The awaitables are tickets: the first one awaited gets the first result, whichever ticket it is.
namespace ascompleted_05 {

Coroutine<std::string> work(std::string n, double d) {
    co_await asyncio::sleep(d);
    co_return n;
}

Coroutine<> main() {
    auto a = asyncio::create_task(work("a", 0.02));
    auto b = asyncio::create_task(work("b", 0.04));
    std::vector<Coroutine<std::string>> tickets;
    for (auto& ticket : asyncio::as_completed(std::vector{a, b, a})) tickets.push_back(std::move(ticket));
    print("{} tickets", tickets.size());
    print("last ticket gives {}", co_await tickets[1]);
    print("first ticket gives {}", co_await tickets[0]);
}

void program() { asyncio::run(main()); }

}  // namespace ascompleted_05
