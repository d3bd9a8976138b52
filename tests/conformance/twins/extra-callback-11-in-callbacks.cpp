#include "../python.hpp"

// Timers and callbacks that are added, removed and cancelled by callbacks.
namespace extra_callback_11 {
using asyncio::named;

void say(asyncio::Loop& loop, std::string text) { print("{} {}", text, rounded(loop.time(), 4)); }

Coroutine<> equal_deadlines() {
    auto& loop = asyncio::get_running_loop();
    std::vector<asyncio::TimerHandle> handles;
    auto first = named("first", [&] {
        say(loop, "first");
        handles[1].cancel();
        handles[3].cancel();
        loop.call_at(loop.time(), say, std::ref(loop), "added at once");
        loop.call_soon(say, std::ref(loop), "soon");
    });
    double when = loop.time() + 0.01;
    handles.push_back(loop.call_at(when, first));
    for (int i = 1; i < 5; ++i) handles.push_back(loop.call_at(when, say, std::ref(loop), fmt::format("h{}", i)));
    handles.push_back(loop.call_at(when - 0.005, say, std::ref(loop), "before"));
    print("{} {}", repr(handles[0].when() == when), repr(handles[1].cancelled()));
    co_await asyncio::sleep(0.01);
    print("{}", repr_each(handles, [](auto& h) { return h.cancelled(); }));
    co_await asyncio::sleep(0.01);
    handles[0].cancel();
    print("{}", repr(handles[0].cancelled()));
}

void never(Future<int> f) { print("never? {}", f.result()); }
void last(Future<int> f) { print("last {}", repr(f.done())); }
void again(Future<int> f) {
    print("again {}", f.result());
    f.add_done_callback(last);
    print("removed {}", f.remove_done_callback(never));
}

Coroutine<> callbacks_of_callbacks() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future<int>();
    f.add_done_callback(again);
    f.add_done_callback(never);
    f.add_done_callback(again);
    print("removed {}", f.remove_done_callback(last));
    f.set_result(5);
    print("set");
    try {
        f.set_result(6);
    } catch (const asyncio::InvalidStateError& e) {
        print("{}", repr(e));
    }
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    f.add_done_callback(never);
    f.remove_done_callback(never);
    co_await asyncio::sleep(0);
}

void cb(Future<> f) { print("cb {}", repr(f.exception())); }
void print_(Future<> f) { print("{}", asyncio::repr(f)); }

Coroutine<> removed_before() {
    auto& loop = asyncio::get_running_loop();
    auto f = loop.create_future();
    f.add_done_callback(cb);
    f.add_done_callback(print_);
    f.add_done_callback(cb);
    int n = f.remove_done_callback(print_);
    print("{} {}", n, f.remove_done_callback(print_));
    f.set_exception(RuntimeError("r"));
    co_await asyncio::sleep(0);
    try {
        co_await f;
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> errors_in_callbacks() {
    auto& loop = asyncio::get_running_loop();
    loop.set_exception_handler([](auto&, auto& c) {
        std::vector<std::string> keys;
        if (c.exception) keys.push_back("exception");
        if (c.handle) keys.push_back("handle");
        keys.push_back("message");
        print("handler {} {}", repr(keys), repr(c.exception));
    });
    auto bad = named("bad", [](auto&&... args) { throw ValueError(sizeof...(args)); });
    loop.call_soon(bad, 1, 2);
    loop.call_later(0.01, bad);
    auto f = loop.create_future();
    f.add_done_callback(bad);
    f.add_done_callback([](auto) { print("goes on"); });
    f.cancel("msg");
    try {
        co_await f;
    } catch (const asyncio::CancelledError& e) {
        print("{}", repr(e));
    }
    co_await asyncio::sleep(0.02);
    loop.call_exception_handler({.message = "by hand", .exception = std::make_exception_ptr(KeyError("k"))});
    loop.set_exception_handler(nullptr);
}

void tick(int n) {
    print("tick {}", n);
    if (n) asyncio::get_running_loop().call_soon(tick, n - 1);
}

Coroutine<> interleave() {
    auto& loop = asyncio::get_running_loop();
    auto task = [](int n) -> Coroutine<> {
        for (int i = 0; i < 3; ++i) {
            print("task {} {}", n, i);
            co_await asyncio::sleep(0);
        }
    };
    auto t1 = asyncio::create_task(task(1).as("task"));
    loop.call_soon(tick, 3);
    auto t2 = asyncio::create_task(task(2).as("task"));
    loop.call_later(0, tick, 0);
    auto h = loop.call_soon(tick, 9);
    h.cancel();
    co_await t2;
    print("{}", repr(t1.done()));
}

Coroutine<> main() {
    co_await equal_deadlines();
    co_await callbacks_of_callbacks();
    co_await removed_before();
    co_await errors_in_callbacks();
    co_await interleave();
}
void program() { asyncio::run(main()); }

}  // namespace extra_callback_11
