#include "../python.hpp"

// What a task tells of its coroutine: its name, and where it stands.
namespace extra_task_06 {

Coroutine<> inner() { co_await asyncio::sleep(0.01); }

Coroutine<> outer() { co_await inner(); }

Coroutine<> fails() {
    throw ValueError("for nobody");
    co_return;
}

std::string stack(const Task<>& t) {
    return repr_each(t.get_stack(), [](auto& frame) { return std::string(frame.function); });
}

Coroutine<> main() {
    auto t = asyncio::create_task(outer(), "T");
    auto f = asyncio::create_task(fails());
    print("{} {}", t.get_coro().name(), stack(t));
    co_await asyncio::sleep(0);
    print("{} {}", t.get_coro().name(), stack(t));
    co_await t;
    print("{} {}", t.get_coro().name(), stack(t));
    print("nobody was disturbed by {}", repr(f.exception()));
}

void program() { asyncio::run(main()); }

}  // namespace extra_task_06
