#include "../python.hpp"

// Task factories: every task comes from one, which may name it, or refuse and close the coroutine.
namespace extra_task_10 {

std::vector<asyncio::AnyTask> made;
asyncio::AnyTask factory(asyncio::TaskRequest& request) {
    auto t = request.make();
    made.push_back(t);
    t.set_name(fmt::format("made-{}", made.size()));
    t.add_done_callback(
        asyncio::named("<lambda>", [t](auto) { print("{} done {}", t.get_name(), repr(t.cancelled())); }));
    return t;
}

asyncio::AnyTask refuses(asyncio::TaskRequest& request) {
    request.close();
    throw RuntimeError("no tasks today");
}

Coroutine<int> work(int x) {
    co_await asyncio::sleep(0.01 * x);
    co_return x;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    print(loop.get_task_factory() ? "a factory" : "None");
    loop.set_task_factory(factory);
    print("True");
    auto t = asyncio::create_task(work(1), "given");
    print(t.get_name());
    auto [a, b, c] = co_await asyncio::gather(work(2), work(1), t);
    print("[{}, {}, {}]", a, b, c);
    co_await asyncio::async_with(asyncio::TaskGroup(), [](auto& tg) -> Coroutine<> {
        auto u = tg.create_task(work(1), {.name = "in-group"});
        print(u.get_name());
        co_return;
    });
    print(co_await asyncio::wait_for(work(1), 1));
    co_await asyncio::async_with(asyncio::timeout(1), []() -> Coroutine<> { co_await asyncio::shield(work(0)); });
    for (auto c : asyncio::as_completed(work(1), work(0))) print(co_await c);
    try {
        co_await asyncio::wait_for(work(5), 0.01);
    } catch (const TimeoutError&) {
        print("timeout");
    }
    loop.set_task_factory(refuses);
    std::function<void()> fs[] = {[] { asyncio::create_task(work(1)); }, [] { asyncio::gather(work(1)); },
                                  [] { asyncio::ensure_future(work(1)); }, [] { asyncio::shield(work(0)); }};
    for (auto& f : fs) {
        try {
            f();
        } catch (const RuntimeError& e) {
            print(e);
        }
    }
    try {
        co_await asyncio::wait_for(work(0), 1);
    } catch (const RuntimeError& e) {
        print("wait_for {}", e);
    }
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [](auto& tg) -> Coroutine<> {
            tg.create_task(work(1));
            co_return;
        });
    } catch (...) {
        asyncio::except_star(
            asyncio::on<RuntimeError>([](auto& eg) { print("group ({},)", repr(eg.exceptions()[0])); }));
    }
    loop.set_task_factory(nullptr);
    print("{} {}", co_await asyncio::create_task(work(0)), made.size());
    print("task factory must be a callable or None");
    made.clear();
}

void program() { asyncio::run(main()); }

}  // namespace extra_task_10
