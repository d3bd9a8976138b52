#include "../python.hpp"

// Two cancel() calls before the task runs again: two requests are counted, one exception is thrown.
namespace cancel_06 {

Coroutine<int> worker() {
    int n = 0;
    while (n < 2) {
        try {
            co_await asyncio::sleep(0.02);
            print("slept");
            co_return n;
        } catch (const asyncio::CancelledError& e) {
            n += 1;
            print("CancelledError number {} {}", n, repr_args(e));
        }
    }
    co_return n;
}

Coroutine<> main() {
    auto t = asyncio::create_task(worker());
    co_await asyncio::sleep(0);
    bool one = t.cancel("one"), two = t.cancel("two");
    print("{} {} requests: {}", repr(one), repr(two), t.cancelling());
    print("result {}", co_await t);
}

void program() { asyncio::run(main()); }

}  // namespace cancel_06
