#include "../python.hpp"

// main fails: the other tasks are cancelled first, then run() raises.
namespace exception_04 {

Coroutine<> other() {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(1);
    } catch (...) {
        error = std::current_exception();
    }
    print("other cleans up");
    co_await asyncio::sleep(0.01);
    print("other cleaned up");
    if (error) std::rethrow_exception(error);
}

Coroutine<> main() {
    auto t = asyncio::create_task(other());
    co_await asyncio::sleep(0.01);
    throw LookupError("main fails");
}

void program() {
    try {
        asyncio::run(main());
    } catch (const LookupError& e) {
        print("run raised {}", e.what());
    }
}

}  // namespace exception_04
