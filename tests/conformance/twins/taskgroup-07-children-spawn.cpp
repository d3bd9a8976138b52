#include "../python.hpp"

// A child may add tasks to its own group while the block is waiting at its end.
namespace taskgroup_07 {

Coroutine<> grandchild(int n) {
    co_await asyncio::sleep(0.01);
    print("grandchild {}", n);
}

Coroutine<> child(asyncio::TaskGroup tg) {
    co_await asyncio::sleep(0.01);
    for (int n = 0; n < 2; ++n) tg.create_task(grandchild(n));
    print("child spawned two");
}

Coroutine<> main() {
    asyncio::TaskGroup tg;
    co_await asyncio::async_with(tg, [&]() -> Coroutine<> {
        tg.create_task(child(tg));
        co_return;
    });
    print("block ended");
    auto c = grandchild(9);
    try {
        tg.create_task(c);
    } catch (const RuntimeError& e) {
        print("{}", std::string(e.what()).find("finished") != std::string::npos ? "RuntimeError: finished" : e.what());
    }
    c.close();
}

void program() { asyncio::run(main()); }

}  // namespace taskgroup_07
