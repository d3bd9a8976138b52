#include "../python.hpp"

// Runner keeps one loop for several run() calls; a task left by the first goes on in the second.
namespace run_02 {

using Box = std::vector<Task<>>;

Coroutine<> background() {
    for (int i = 0; i < 4; ++i) {
        print("background {}", i);
        co_await asyncio::sleep(0.01);
    }
}

Coroutine<> first(Box& box) {
    box.push_back(asyncio::create_task(background()));
    co_await asyncio::sleep(0.015);
    print("first ends");
}

Coroutine<> second(Box& box) {
    print("second starts; background done: {}", repr(box[0].done()));
    co_await box[0];
    print("second ends");
}

void program() {
    Box box;
    asyncio::Runner runner;
    runner.run(first(box));
    runner.run(second(box));
    auto& same = runner.get_loop();
    runner.close();
    print("loop closed: {}", repr(same.is_closed()));
    try {
        runner.run(second(box));
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
}

}  // namespace run_02
