#include "../python.hpp"

// Tasks are not tied to their creator: the child goes on after the parent has ended.
namespace task_12 {

Coroutine<std::string> child() {
    for (int i = 0; i < 3; ++i) {
        print("child {}", i);
        co_await asyncio::sleep(0.02);
    }
    co_return "child result";
}

Coroutine<Task<std::string>> parent() {
    auto t = asyncio::create_task(child());
    co_await asyncio::sleep(0);
    print("parent ends");
    co_return t;
}

Coroutine<> main() {
    auto t = co_await asyncio::create_task(parent());
    print("parent is done, child done: {}", repr(t.done()));
    print("{}", co_await t);
}

void program() { asyncio::run(main()); }

}  // namespace task_12
