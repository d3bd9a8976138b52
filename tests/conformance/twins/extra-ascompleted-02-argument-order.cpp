#include "../python.hpp"

// Coroutines become tasks in the order of the arguments; equal ends come out in that order, too.
namespace extra_ascompleted_02 {

Coroutine<std::string> work(std::string name, double d) {
    print("{} starts", name);
    co_await asyncio::sleep(d);
    co_return name;
}

Coroutine<> main() {
    for (auto& ticket : asyncio::as_completed(work("c", 0.02), work("a", 0.02), work("b", 0.01), work("d", 0))) {
        auto name = co_await ticket;
        print("got {}", name);
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_ascompleted_02
