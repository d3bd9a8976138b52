#include "../python.hpp"

// The task behind a cancelled shield fails later: nobody awaits it, so the error is reported.
namespace shield_05 {

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) { print("handler: {}", context.message); }

Coroutine<> inner() {
    co_await asyncio::sleep(0.02);
    throw ValueError("late");
}

Coroutine<> main() {
    asyncio::get_running_loop().set_exception_handler(handler);
    auto t = asyncio::create_task(inner());
    auto s = asyncio::shield(t);
    co_await asyncio::sleep(0.01);
    s.cancel();
    co_await asyncio::sleep(0.03);
    print("inner has failed: {}", repr(t.done()));
    t = {};
    s = {};
    print("end");
}

void program() { asyncio::run(main()); }

}  // namespace shield_05
