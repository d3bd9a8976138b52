#include "../python.hpp"

// A coroutine object that is dropped without being awaited: a warning, and its body never runs.
namespace coroutine_04 {

Coroutine<> forgotten() {
    print("this is never printed");
    co_return;
}

Coroutine<> main() {
    print("before");
    static_cast<void>(forgotten());  // bug: no co_await
    print("after");
    co_await asyncio::sleep(0);
    print("end");
}

void program() { asyncio::run(main()); }

}  // namespace coroutine_04
