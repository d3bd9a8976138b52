#include "../python.hpp"

// The three kinds of queues; getters, putters and joiners that are cancelled as they are woken.
namespace extra_queue_01 {

Coroutine<std::string> getter(asyncio::Queue<std::string> q, std::string name) {
    try {
        auto item = co_await q.get();
        print("{} got {}", name, item);
        co_return item;
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled {}", name, q.qsize());
        throw;
    }
}

Coroutine<> kinds() {
    for (auto q : {asyncio::Queue<int>(), (asyncio::Queue<int>)asyncio::LifoQueue<int>(),
                   (asyncio::Queue<int>)asyncio::PriorityQueue<int>()}) {
        for (int i : {3, 1, 2}) q.put_nowait(i);
        std::vector<int> items;
        for (int i = 0; i < 3; ++i) items.push_back(q.get_nowait());
        print("{} {} {} {}", repr(items), repr(q.empty()), repr(q.full()), q.maxsize());
        try {
            q.get_nowait();
        } catch (const asyncio::QueueEmpty& e) {
            print("{}", repr(e));
        }
    }
    co_return;
}

Coroutine<> priorities() {
    using Item = std::tuple<int, std::string>;
    asyncio::PriorityQueue<Item> pq(5);
    for (auto item : {Item{2, "b"}, Item{1, "z"}, Item{2, "a"}, Item{1, "a"}, Item{3, ""}}) co_await pq.put(item);
    try {
        pq.put_nowait({0, "x"});
    } catch (const asyncio::QueueFull& e) {
        print("{} {}", repr(e), repr(pq.full()));
    }
    std::vector<Item> out;
    while (!pq.empty()) out.push_back(co_await pq.get());
    print("{}", repr(out));
}

Coroutine<> getters() {
    asyncio::Queue<std::string> q(1);
    std::vector<Task<std::string>> gs;
    for (int i = 0; i < 3; ++i) gs.push_back(asyncio::create_task(getter(q, fmt::format("g{}", i))));
    co_await asyncio::sleep(0);
    q.put_nowait("x");
    gs[0].cancel();
    co_await asyncio::sleep(0);
    co_await q.put("y");
    co_await asyncio::sleep(0);
    print("{}", repr_each(gs, [](auto& g) { return g.done(); }));
    gs[2].cancel();
    auto rs = co_await asyncio::gather(gs, asyncio::return_exceptions);
    print("{}", repr_each(rs, [](auto& r) { return r.has_value() ? repr(r.value()) : repr(r.exception()); }));
}

Coroutine<> putters() {
    asyncio::Queue<std::string> q(1);
    auto putter = [&](std::string name) -> Coroutine<> {
        try {
            co_await q.put(name);
            print("{} put", name);
        } catch (const asyncio::CancelledError&) {
            print("{} gives up {}", name, q.qsize());
            throw;
        }
    };
    co_await q.put("full");
    std::vector<Task<>> ps;
    for (int i = 0; i < 4; ++i) ps.push_back(asyncio::create_task(putter(fmt::format("p{}", i)).as("putter")));
    co_await asyncio::sleep(0);
    print("{}", q.get_nowait());
    ps[0].cancel();
    ps[2].cancel("msg");
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("{}", co_await q.get());
    print("{}", co_await asyncio::wait_for(q.get(), 1));
    print("{} {}", q.qsize(), repr_each(ps, [](auto& p) { return p.done(); }));
    co_await asyncio::wait(ps);
    for (int i = 0; i < 3; ++i)
        if (!q.empty()) co_await q.get();
    int done = 0;
    try {
        while (true) {
            q.task_done();
            done += 1;
        }
    } catch (const ValueError& e) {
        print("{} {}", repr(e), done);
    }
    co_await q.join();
}

Coroutine<> joiners() {
    asyncio::Queue<int> q2;
    q2.put_nowait(1);
    std::vector<Task<>> js;
    for (int i = 0; i < 2; ++i) js.push_back(asyncio::create_task(q2.join(), {.name = fmt::format("j{}", i)}));
    co_await asyncio::sleep(0);
    js[1].cancel();
    co_await q2.get();
    q2.task_done();
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("{}", repr_each(js, [](auto& j) { return std::tuple(j.get_name(), j.done(), j.cancelled()); }));
}

Coroutine<> main() {
    co_await kinds();
    co_await priorities();
    co_await getters();
    co_await putters();
    co_await joiners();
}
void program() { asyncio::run(main()); }

}  // namespace extra_queue_01
