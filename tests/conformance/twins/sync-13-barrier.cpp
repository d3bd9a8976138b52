#include "../python.hpp"

// Barrier(3): all wait until the third comes; then it can be used for the next round.
namespace sync_13 {

Coroutine<> runner(std::string name, double d, asyncio::Barrier barrier) {
    for (int lap = 0; lap < 2; ++lap) {
        co_await asyncio::sleep(d);
        print("{} reaches lap {}", name, lap);
        int i = co_await barrier.wait();
        print("{} passes lap {} as number {}", name, lap, i);
    }
}

Coroutine<> main() {
    asyncio::Barrier barrier(3);
    co_await asyncio::gather(runner("A", 0.03, barrier), runner("B", 0.01, barrier), runner("C", 0.02, barrier));
    print("waiting: {}", barrier.n_waiting());
}

void program() { asyncio::run(main()); }

}  // namespace sync_13
