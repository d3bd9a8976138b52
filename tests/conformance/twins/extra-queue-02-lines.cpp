#include "../python.hpp"

// Getters and putters in line, cancelled when they have been woken; join with a limit.
namespace extra_queue_02 {

template <class T>
Coroutine<std::vector<T>> getter(asyncio::Queue<T> q, std::string name, int n = 1) {
    std::vector<T> got;
    try {
        for (int i = 0; i < n; ++i) {
            got.push_back(co_await q.get());
            print("{} got {} {}", name, got.back(), q.qsize());
        }
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled with {}", name, repr(got));
        throw;
    }
    co_return got;
}

Coroutine<> putter(asyncio::Queue<std::string> q, std::string name, std::vector<std::string> items) {
    for (auto& i : items) {
        co_await q.put(i);
        print("{} put {} {} {}", name, i, q.qsize(), repr(q.full()));
    }
}

Coroutine<> bounded() {
    asyncio::Queue<std::string> q(2);
    co_await asyncio::gather(putter(q, "P", {"0", "1", "2", "3", "4"}), putter(q, "R", {"x", "y", "z"}), getter(q, "G", 4), getter(q, "H", 4));
    print("{}", repr(q.empty()));
}

Coroutine<> cancelled_getters() {
    asyncio::Queue<int> q;
    std::vector<Task<std::vector<int>>> ts;
    for (auto n : {"a", "b", "c", "d"}) ts.push_back(asyncio::create_task(getter(q, n)));
    co_await asyncio::sleep(0);
    q.put_nowait(1);
    q.put_nowait(2);
    ts[0].cancel();
    ts[2].cancel();
    co_await asyncio::sleep(0);
    q.put_nowait(3);
    auto rs = co_await asyncio::gather(ts, asyncio::return_exceptions);
    std::string text;
    for (auto& r : rs) text += (text.empty() ? "" : ", ") + repr(r);
    print("[{}] {}", text, q.qsize());
}

Coroutine<> cancelled_putters() {
    asyncio::Queue<std::string> q(1);
    q.put_nowait("full");
    std::vector<Task<>> ts;
    for (std::string n : {"a", "b", "c", "d"}) ts.push_back(asyncio::create_task(putter(q, n, {n})));
    co_await asyncio::sleep(0);
    print("{}", q.get_nowait());
    ts[0].cancel();
    ts[1].cancel();
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("{} {}", q.qsize(), repr_each(ts, [](auto& t) { return t.done(); }));
    auto x = co_await q.get();
    auto y = co_await q.get();
    print("{} {}", x, y);
    auto rs = co_await asyncio::gather(ts, asyncio::return_exceptions);
    print("{}", repr_each(rs, [](auto& r) { return r.has_value() ? std::string("NoneType") : type_name(r.exception()); }));
}

Coroutine<> joins() {
    asyncio::Queue<std::string> q;
    auto worker = [&]() -> Coroutine<> {
        while (true) {
            auto item = co_await q.get();
            co_await asyncio::sleep(0.01);
            print("worked {}", item);
            q.task_done();
        }
    };
    std::vector<Task<>> w;
    for (int i = 0; i < 2; ++i) w.push_back(asyncio::create_task(worker().as("worker")));
    for (auto i : {"0", "1", "2"}) q.put_nowait(i);
    std::vector<Task<>> js;
    for (int i = 0; i < 2; ++i) js.push_back(asyncio::create_task(q.join()));
    co_await asyncio::sleep(0);
    js[0].cancel();
    co_await js[1];
    print("joined {}", repr(js[0].cancelled()));
    q.put_nowait("more");
    try {
        co_await asyncio::wait_for(q.join(), 0.005);
    } catch (const TimeoutError&) {
        print("not yet");
    }
    co_await q.join();
    try {
        q.task_done();
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    for (auto& t : w) t.cancel();
}

Coroutine<> timeouts() {
    asyncio::Queue<int> q(1);
    try {
        co_await asyncio::wait_for(q.get(), 0.01);
    } catch (const asyncio::TimeoutError&) {
        print("nothing came");
    }
    auto put = [&](int i) { return [&q, i]() -> std::optional<int> { q.put_nowait(i); return {}; }; };
    for (auto op : std::vector<std::function<std::optional<int>()>>{[&] { return q.get_nowait(); }, put(1), put(2)}) {
        try {
            print("{}", repr(op()));
        } catch (const asyncio::QueueEmpty& e) {
            print("{}", repr(e));
        } catch (const asyncio::QueueFull& e) {
            print("{}", repr(e));
        }
    }
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<> { co_await q.put(2); });
    } catch (const TimeoutError&) {
        print("no room {}", q.qsize());
    }
    using Item = std::pair<int, std::string>;
    asyncio::PriorityQueue<Item> p;
    for (auto x : {Item(2, "b"), Item(1, "z"), Item(1, "a"), Item(3, "")}) co_await p.put(x);
    asyncio::LifoQueue<Item> l;
    for (int i = 0; i < 4; ++i) l.put_nowait(co_await p.get());
    std::vector<std::tuple<int, std::string>> items;
    for (int i = 0; i < 4; ++i) items.push_back(co_await l.get());
    print("{} {} {} {}", repr(items), repr(l.empty()), repr(p.empty()), p.maxsize());
}

Coroutine<> main() {
    co_await bounded();
    co_await cancelled_getters();
    co_await cancelled_putters();
    co_await joins();
    co_await timeouts();
}
void program() { asyncio::run(main()); }

}  // namespace extra_queue_02
