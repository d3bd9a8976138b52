#include "../python.hpp"

// gather() schedules its coroutines when it is called, not when it is awaited.
namespace gather_11 {

Coroutine<int> work(int n) {
    print("work {}", n);
    co_return n;
}

Coroutine<> main() {
    auto g = asyncio::gather(work(1), work(2));
    print("gather called");
    co_await asyncio::sleep(0);
    print("after one turn; gather done: {}", repr(g.done()));
    co_await asyncio::sleep(0);
    print("after two turns; gather done: {}", repr(g.done()));
    auto [a, b] = co_await g;
    print("[{}, {}]", a, b);
}

void program() { asyncio::run(main()); }

}  // namespace gather_11
