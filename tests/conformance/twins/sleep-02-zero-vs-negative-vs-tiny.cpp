#include "../python.hpp"

// sleep(-1) is sleep(0): no timer.  sleep(0.001) needs a timer and at least two more iterations.
namespace sleep_02 {

Coroutine<> nap(std::string name, double delay) {
    print("before {}", name);
    auto r = co_await asyncio::sleep(delay, name);
    print("after {}", r);
}

Coroutine<> main() { co_await asyncio::gather(nap("tiny", 0.001), nap("negative", -1), nap("zero", 0)); }

void program() { asyncio::run(main()); }

}  // namespace sleep_02
