#include "../python.hpp"

// Looking at exception() or result() counts as retrieving: no report.
namespace exception_02 {

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) { print("handler: {}", context.message); }

Coroutine<> fails(int n) {
    throw ValueError(n);
    co_return;
}

Coroutine<> main() {
    asyncio::get_running_loop().set_exception_handler(handler);
    std::vector<Task<>> tasks;
    for (int n = 0; n < 3; ++n) tasks.push_back(asyncio::create_task(fails(n)));
    co_await asyncio::wait(tasks);
    print("{}", repr(tasks[0].exception()));
    try {
        tasks[1].result();
    } catch (const ValueError& e) {
        print("raised {}", e.what());
    }
    print("drop the first, then the second, then the third");
    tasks.erase(tasks.begin());
    tasks.erase(tasks.begin());
    tasks.erase(tasks.begin());
    print("end");
}

void program() { asyncio::run(main()); }

}  // namespace exception_02
