#include "../python.hpp"

// FIRST_EXCEPTION returns when a task fails; a cancelled task is not a failure.
namespace wait_03 {

Coroutine<double> work(double d, bool fail = false) {
    co_await asyncio::sleep(d);
    if (fail) throw RuntimeError("fail");
    co_return d;
}

Coroutine<> main() {
    auto a = asyncio::create_task(work(0.01));
    auto b = asyncio::create_task(work(0.05));
    auto c = asyncio::create_task(work(0.03, true));
    auto d = asyncio::create_task(work(0.09));
    asyncio::get_running_loop().call_later(0.02, asyncio::named("cancel", [b] { b.cancel(); }));
    const std::vector tasks = {a, b, c, d};
    auto [done, pending] = co_await asyncio::wait(tasks, {.return_when = asyncio::FIRST_EXCEPTION});
    print(repr_each(tasks, [&](auto& t) { return contains(done, t); }));
    print("b cancelled: {} c: {}", repr(b.cancelled()), repr(c.exception()));
    print("d finishes: {}", co_await d);
}

void program() { asyncio::run(main()); }

}  // namespace wait_03
