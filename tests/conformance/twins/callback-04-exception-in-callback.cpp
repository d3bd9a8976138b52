#include "../python.hpp"

// An exception in a callback goes to the exception handler; the loop goes on.
namespace callback_04 {

void bad() { throw ZeroDivisionError("in callback"); }

void say(const char* word) { print("{}", word); }

/// message.split(" ")[:3]
std::vector<std::string> three_words(const std::string& message) {
    std::vector<std::string> words(3);
    std::istringstream(message) >> words[0] >> words[1] >> words[2];
    return words;
}

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) {
    print("handler: {} {}", repr(three_words(context.message)), repr(context.exception));
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    loop.set_exception_handler(handler);
    loop.call_soon(bad);
    loop.call_soon(say, "the next callback runs");
    loop.call_later(0.01, bad);
    co_await asyncio::sleep(0.02);
    print("main is not disturbed");
}

void program() { asyncio::run(main()); }

}  // namespace callback_04
