#include "../python.hpp"

// A task fails and nobody looks: the error is reported when the task object is destroyed.
namespace exception_01 {

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) {
    print("handler: {} - {}", context.message, repr(context.exception));
}

Coroutine<> fails() {
    throw ValueError("nobody looks");
    co_return;
}

Coroutine<> main() {
    asyncio::get_running_loop().set_exception_handler(handler);
    auto t = asyncio::create_task(fails());
    co_await asyncio::sleep(0.01);
    print("failed, no report yet");
    t = {};
    print("last reference dropped");
    co_await asyncio::sleep(0);
}

void program() { asyncio::run(main()); }

}  // namespace exception_01
