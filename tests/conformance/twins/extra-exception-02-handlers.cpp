#include "../python.hpp"

// The program may call the exception handler itself; a handler that fails is reported by the default one.
namespace extra_exception_02 {

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) {
    std::string message = context.message.substr(0, context.message.find(" bad"));
    print("handler: {} {}", message, repr(context.exception));
    if (context.message == "fail, too") throw RuntimeError("in the handler");
}

void bad() { throw ValueError("in a callback"); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    loop.call_exception_handler({"to the default handler"});
    loop.set_exception_handler(handler);
    print("handler set: {}", repr(loop.get_exception_handler() != nullptr));
    loop.call_exception_handler({.message = "said by main", .exception = std::make_exception_ptr(KeyError("k"))});
    loop.call_exception_handler({.message = "fail, too"});
    loop.call_soon(bad);
    co_await asyncio::sleep(0);
    loop.set_exception_handler(nullptr);
    loop.default_exception_handler({.message = "directly"});
    loop.call_soon(bad);
    co_await asyncio::sleep(0);
    print("main ends");
}

void program() { asyncio::run(main()); }

}  // namespace extra_exception_02
