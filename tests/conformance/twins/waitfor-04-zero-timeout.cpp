#include "../python.hpp"

// timeout=0: finished work gives its result; a coroutine never even starts.
namespace waitfor_04 {

Coroutine<> work() {
    print("never printed");
    co_return;
}

Coroutine<std::string> quick() { co_return "was done"; }

Coroutine<> main() {
    auto t = asyncio::create_task(quick());
    co_await asyncio::sleep(0);
    print("{}", co_await asyncio::wait_for(t, 0));
    for (int timeout : {0, -1}) {
        try {
            co_await asyncio::wait_for(work(), timeout);
        } catch (const TimeoutError&) {
            print("TimeoutError, timeout {}", timeout);
        }
    }
}

void program() { asyncio::run(main()); }

}  // namespace waitfor_04
