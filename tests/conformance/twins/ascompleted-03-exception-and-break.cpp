#include "../python.hpp"

// A failing child raises from its await only; leaving the loop early does not stop the others.
namespace ascompleted_03 {

Coroutine<std::string> work(std::string n, double d) {
    co_await asyncio::sleep(d);
    if (n == "bad") throw ValueError(n);
    print("work {}", n);
    co_return n;
}

Coroutine<> main() {
    std::vector<Task<std::string>> tasks;
    for (auto [n, d] : {std::pair("a", 0.03), {"bad", 0.01}, {"z", 0.06}}) tasks.push_back(asyncio::create_task(work(n, d)));
    for (auto& next_one : asyncio::as_completed(tasks)) {
        try {
            print("got {}", co_await next_one);
            break;
        } catch (const ValueError& e) {
            print("caught {}", e.what());
        }
    }
    print("left the loop");
    co_await asyncio::sleep(0.05);
    print(repr_each(tasks, [](auto& t) { return t.done(); }));
}

void program() { asyncio::run(main()); }

}  // namespace ascompleted_03
