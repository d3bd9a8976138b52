#include "../python.hpp"

// After the timeout the awaits that are left throw TimeoutError; the tasks go on.
namespace extra_ascompleted_01 {

Coroutine<std::string> work(std::string name, double d) {
    co_await asyncio::sleep(d);
    print("{} ends", name);
    co_return name;
}

Coroutine<> main() {
    std::vector<Task<std::string>> tasks;
    for (auto [n, d] : {std::pair("A", 0.01), {"B", 0.03}, {"C", 0.05}}) tasks.push_back(asyncio::create_task(work(n, d)));
    for (auto& ticket : asyncio::as_completed(tasks, 0.02)) {
        try {
            print("got {}", co_await ticket);
        } catch (const TimeoutError& e) {
            print("too late: {}", repr(e));
        }
    }
    print("done: {}", repr_each(tasks, [](auto& t) { return t.done(); }));
    print(repr(co_await asyncio::gather(tasks)));
}

void program() { asyncio::run(main()); }

}  // namespace extra_ascompleted_01
