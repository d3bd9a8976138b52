#include "../python.hpp"

// Failures after the first one are marked as retrieved: nobody is told of them.
namespace extra_gather_02 {

void handler(asyncio::Loop&, const asyncio::ErrorContext& context) { print("handler: {}", context.message); }

Coroutine<> fails(int n, double d) {
    co_await asyncio::sleep(d);
    print("fails {}", n);
    throw ValueError(n);
}

Coroutine<> main() {
    asyncio::get_running_loop().set_exception_handler(handler);
    try {
        co_await asyncio::gather(fails(1, 0.01), fails(2, 0.02), fails(3, 0.02));
    } catch (const ValueError& e) {
        print("caught {}", e.what());
    }
    co_await asyncio::sleep(0.03);
    print("no report");
}

void program() { asyncio::run(main()); }

}  // namespace extra_gather_02
