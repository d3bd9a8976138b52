#include "../python.hpp"

// The same awaitable twice: it runs once, its result comes twice.
namespace extra_gather_03 {

Coroutine<std::string> work(std::string name) {
    print("{} runs", name);
    co_await asyncio::sleep(0.01);
    co_return name;
}

Coroutine<> main() {
    auto c = work("coroutine");
    auto t = asyncio::create_task(work("task"));
    auto [r1, r2, r3, r4, r5, r6] = co_await asyncio::gather(c, t, c, work("other"), t, c);
    print(repr(std::vector{r1, r2, r3, r4, r5, r6}));
    print(repr(co_await asyncio::gather(std::vector{t, t})));
}

void program() { asyncio::run(main()); }

}  // namespace extra_gather_03
