#include "../python.hpp"

// FIRST_COMPLETED returns at the first end, FIRST_EXCEPTION at the first failure; the others go on.
namespace extra_wait_02 {

Coroutine<std::string> work(std::string name, double d, bool fails = false) {
    co_await asyncio::sleep(d);
    print("{} {}", name, fails ? "fails" : "ends");
    if (fails) throw ValueError(name);
    co_return name;
}

Coroutine<> main() {
    auto fut = asyncio::get_running_loop().create_future<std::string>();
    auto t = asyncio::create_task(work("T", 0.01));
    auto first = co_await asyncio::wait({fut, t}, {.return_when = asyncio::FIRST_COMPLETED});
    print("{} {}", repr(contains(first.done, t)), repr(contains(first.pending, fut)));
    fut.cancel();
    std::vector<Task<std::string>> tasks;
    for (auto [n, d] : {std::pair("A", 0.01), {"F", 0.02}, {"B", 0.03}})
        tasks.push_back(asyncio::create_task(work(n, d, n == std::string("F"))));
    std::vector<Future<std::string>> all{fut};
    all.insert(all.end(), tasks.begin(), tasks.end());
    auto [done, pending] = co_await asyncio::wait(all, {.return_when = asyncio::FIRST_EXCEPTION});
    print("{} {} {}", repr_each(done, [](auto& f) { return f.cancelled(); }), pending.size(), repr(tasks[1].exception()));
    while (!pending.empty()) {
        auto next = co_await asyncio::wait(pending, {.return_when = asyncio::FIRST_COMPLETED});
        print(next.done.front().result());
        pending = next.pending;
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_wait_02
