#include "../python.hpp"

// Every task has its own copy of the context variables, made when it is created; threads get one too.
namespace task_14 {

asyncio::ContextVar<std::string> var("var", "default");

Coroutine<> child(std::string name) {
    print("{} begins with {}", name, var.get());
    var.set(name);
    co_await asyncio::sleep(0);
    print("{} keeps {}", name, var.get());
}

std::string in_thread() { return "thread sees " + var.get(); }

Coroutine<> main() {
    auto a = asyncio::create_task(child("a"));
    var.set("main");
    auto b = asyncio::create_task(child("b"));
    co_await asyncio::gather(a, b);
    print("main has {}", var.get());
    co_await child("called directly");  // no task: same context
    print("main has {}", var.get());
    print("{}", co_await asyncio::to_thread(in_thread));
}

void program() { asyncio::run(main()); }

}  // namespace task_14
