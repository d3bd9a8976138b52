#include "../python.hpp"

// A task factory names the tasks of gather, wait_for, shield, as_completed and a group; an explicit name comes last.
namespace extra_task_09 {

std::vector<asyncio::AnyTask> made;

asyncio::AnyTask factory(asyncio::TaskRequest& request) {
    auto task = request.make();
    made.push_back(task);
    task.set_name(fmt::format("{}#{}", request.coroutine, made.size()));
    task.add_done_callback([task](auto t) { print("done {} {}", task.get_name(), repr(t.cancelled())); });
    return task;
}

Coroutine<int> child(int n) {
    co_await asyncio::sleep(n / 100.0);
    if (n == 3) throw ValueError(n);
    co_return n;
}

Coroutine<std::string> parent() {
    auto t = asyncio::current_task();
    print("parent is {}", t.get_name());
    auto [a, b, c] = co_await asyncio::gather(child(1), child(2), child(3), asyncio::return_exceptions);
    print("[{}, {}, {}]", repr(a), repr(b), repr(c));
    try {
        co_await asyncio::wait_for(child(9), 0.01);
    } catch (const TimeoutError&) {
        print("timeout");
    }
    co_await asyncio::shield(child(1));
    for (auto c : asyncio::as_completed(child(2), child(1))) print(co_await c);
    co_return "parent";
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    print("{}", loop.get_task_factory() ? "factory" : "None");
    loop.set_task_factory(factory);
    print(repr(static_cast<bool>(loop.get_task_factory())));
    print(co_await loop.create_task(parent()));
    auto t = asyncio::create_task(child(2), "given");
    print(t.get_name());
    co_await t;
    Task<int> a, b;
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        a = tg.create_task(child(1), "in group");
        b = tg.create_task(child(2));
        co_return;
    });
    print("{} {} {}", a.get_name(), b.get_name(), made.size());
    auto c = asyncio::create_task(child(5));
    c.cancel();
    try {
        co_await c;
    } catch (const asyncio::CancelledError&) {
        print("c {}", c.get_name());
    }
    loop.set_task_factory(nullptr);
    auto d = asyncio::create_task(child(1));
    co_await d;
    print("{} {}", made.size(), d.get_coro().name());
    print("task factory must be a callable or None");
}
void program() {
    made.clear();
    asyncio::run(main());
    made.clear();
}

}  // namespace extra_task_09
