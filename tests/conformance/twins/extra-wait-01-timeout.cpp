#include "../python.hpp"

// wait() with a timeout raises nothing and cancels nothing.
namespace extra_wait_01 {

Coroutine<std::string> work(std::string name, double d) {
    co_await asyncio::sleep(d);
    co_return name;
}

std::string results(const std::vector<Task<std::string>>& tasks) {
    return repr_each(tasks, [](auto& t) { return t.result(); });
}

Coroutine<> main() {
    auto a = asyncio::create_task(work("A", 0.01));
    auto b = asyncio::create_task(work("B", 0.03));
    auto c = asyncio::create_task(work("C", 0.05));
    auto first = co_await asyncio::wait({a, b, c}, {.timeout = 0.02});
    print("{} done, {} pending; A: {} B cancelled: {}", first.done.size(), first.pending.size(), repr(contains(first.done, a)),
          repr(b.cancelled()));
    auto second = co_await asyncio::wait(first.pending, {.timeout = 1, .return_when = asyncio::FIRST_COMPLETED});
    print("{} {}", results(second.done), repr_each(second.pending, [&](auto& t) { return t == c; }));
    auto third = co_await asyncio::wait({c}, {.timeout = 0});
    print("{} {}", third.done.size(), third.pending.size());
    auto fourth = co_await asyncio::wait({c});
    print("{} {}", results(fourth.done), fourth.pending.size());
}

void program() { asyncio::run(main()); }

}  // namespace extra_wait_01
