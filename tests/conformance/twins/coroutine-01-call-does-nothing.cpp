#include "../python.hpp"

// Calling a coroutine function runs nothing; awaiting the coroutine runs it inside the current task.
namespace coroutine_01 {

Coroutine<int> hello(std::string name) {
    print("hello {}", name);
    co_return static_cast<int>(name.size());
}

Coroutine<std::string> main() {
    auto coro = hello("ada");
    print("coroutine made, nothing printed yet");
    int n = co_await coro;
    print("result {}", n);
    co_return "main result";
}

void program() { print("run returned: {}", asyncio::run(main())); }

}  // namespace coroutine_01
