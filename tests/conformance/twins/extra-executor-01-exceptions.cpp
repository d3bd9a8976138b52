#include "../python.hpp"

// An exception in the thread is raised at the await.
namespace extra_executor_01 {

int fails(std::string word) {
    asyncio::time::sleep(0.01);
    throw LookupError(word);
}

int works(int a, int b = 2) {
    asyncio::time::sleep(0.01);
    return a * b;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    try {
        co_await asyncio::to_thread(fails, "in a thread");
    } catch (const LookupError& e) {
        print("caught {}", repr(e));
    }
    auto [r1, r2, r3] = co_await asyncio::gather(asyncio::to_thread(works, 4, 2), asyncio::to_thread(fails, "gathered"),
                                                 loop.run_in_executor(nullptr, works, 5, 3), asyncio::return_exceptions);
    print(repr(std::vector{r1, r2, r3}));
}

void program() { asyncio::run(main()); }

}  // namespace extra_executor_01
