#include "../python.hpp"

// Two tasks alternate with sleep(0); one with more work per turn does not run more often.
namespace task_07 {

Coroutine<> player(char name, int turns, std::vector<std::string>& log) {
    for (int i = 0; i < turns; ++i) {
        log.push_back(fmt::format("{}{}", name, i));
        co_await asyncio::sleep(0);
    }
}

Coroutine<> main() {
    std::vector<std::string> log;
    auto a = asyncio::create_task(player('a', 2, log));
    auto b = asyncio::create_task(player('b', 4, log));
    auto c = asyncio::create_task(player('c', 1, log));
    co_await b;
    print("{}", fmt::join(log, " "));
    print("{} {}", repr(a.done()), repr(c.done()));
}

void program() { asyncio::run(main()); }

}  // namespace task_07
