#include "../python.hpp"

// Results come in argument order, not in completion order.
namespace gather_01 {

Coroutine<int> work(int n, double d) {
    print("start {}", n);
    co_await asyncio::sleep(d);
    print("end {}", n);
    co_return n * 10;
}

Coroutine<> main() {
    auto [a, b, c] = co_await asyncio::gather(work(1, 0.06), work(2, 0.02), work(3, 0.04));
    print("[{}, {}, {}]", a, b, c);
}

void program() { asyncio::run(main()); }

}  // namespace gather_01
