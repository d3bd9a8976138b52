#include "../python.hpp"

// An exception in a done callback does not reach the task or its awaiter.
namespace exception_07 {

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) { print("handler: {}", repr(context.exception)); }

void bad_callback(const asyncio::AnyFuture&) { throw ValueError("callback of a finished task"); }

void good_callback(const asyncio::AnyFuture&) { print("good callback"); }

Coroutine<std::string> work() { co_return "fine"; }

Coroutine<> main() {
    asyncio::get_running_loop().set_exception_handler(handler);
    auto t = asyncio::create_task(work());
    t.add_done_callback(bad_callback);
    t.add_done_callback(good_callback);
    print("{}", co_await t);
}

void program() { asyncio::run(main()); }

}  // namespace exception_07
