#include "../python.hpp"

// finally blocks of a chain run from the inside out while the exception travels.
namespace exception_09 {

Coroutine<> level(int n) {
    std::exception_ptr error;
    try {
        if (n == 0) co_await asyncio::sleep(1);
        else co_await level(n - 1);
    } catch (...) {
        error = std::current_exception();
    }
    print("finally {}", n);
    co_await asyncio::sleep(0);
    if (error) std::rethrow_exception(error);
}

Coroutine<> main() {
    auto t = asyncio::create_task(level(3));
    co_await asyncio::sleep(0.01);
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("cancelled");
    }
}

void program() { asyncio::run(main()); }

}  // namespace exception_09
