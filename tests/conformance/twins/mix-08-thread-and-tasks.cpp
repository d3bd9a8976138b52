#include "../python.hpp"

// A thread computes, a task shows progress, a timeout guards the whole.
namespace mix_08 {

using Progress = asyncio::Queue<std::optional<int>>;

int compute(asyncio::Loop& loop, Progress& progress) {
    int total = 0;
    for (int i = 0; i < 4; ++i) {
        asyncio::time::sleep(0.02);
        total += i;
        loop.call_soon_threadsafe(&Progress::put_nowait, std::ref(progress), i);
    }
    loop.call_soon_threadsafe(&Progress::put_nowait, std::ref(progress), std::nullopt);
    return total;
}

Coroutine<> show(Progress& progress) {
    while (auto i = co_await progress.get()) print("progress {}", *i);
    print("progress ends");
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    Progress progress;
    int total = co_await asyncio::async_with(asyncio::timeout(1), [&]() -> Coroutine<int> {
        auto [sum, _] = co_await asyncio::gather(asyncio::to_thread(compute, std::ref(loop), std::ref(progress)), show(progress));
        co_return sum;
    });
    print("total {}", total);
}

void program() { asyncio::run(main()); }

}  // namespace mix_08
