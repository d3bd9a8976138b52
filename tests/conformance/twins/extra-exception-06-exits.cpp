#include "../python.hpp"

// SystemExit and KeyboardInterrupt in callbacks, tasks, gathers and groups; the loop can be run on.
namespace extra_exception_06 {

Coroutine<> other(std::string n) {
    try {
        co_await asyncio::sleep(0.01);
        print("{} ends", n);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", n);
        throw;
    }
}

template <class E>
Coroutine<> raises(E e) {
    co_await asyncio::sleep(0);
    throw e;
}

Coroutine<> main() {
    struct Finally {
        ~Finally() { print("main leaves"); }
    } finally;
    try {
        co_await asyncio::gather(raises(SystemExit(5)), other("c"));
    } catch (const SystemExit& e) {
        print("gather {}", e.code);
    }
}

Coroutine<> group() {
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(other("d"));
            tg.create_task(raises(SystemExit(6)));
            co_return;
        });
    } catch (const SystemExit& e) {
        print("group {}", e.code);
        throw;
    }
}

Coroutine<> in_callback() {
    auto f = asyncio::get_running_loop().create_future<int>();
    f.add_done_callback(asyncio::named("bad", [](auto) { throw KeyboardInterrupt(); }));
    f.set_result(1);
    struct Finally {
        ~Finally() { print("in_callback leaves"); }
    } finally;
    co_await other("e");
}

void program() {
    {
        auto loop = asyncio::new_event_loop();
        auto t = loop->create_task(other("a"));
        loop->call_soon(asyncio::named("exits", [] { throw SystemExit(2); }));
        loop->call_soon(asyncio::named("print", [] { print("stays queued"); }));
        try {
            loop->run_forever();
        } catch (const SystemExit& e) {
            print("exit {} {}", e.code, repr(loop->is_running()));
        }
        loop->run_until_complete(t);
        t = loop->create_task(raises(KeyboardInterrupt("ki")));
        auto u = loop->create_task(other("b"));
        try {
            loop->run_until_complete(u);
        } catch (const KeyboardInterrupt& e) {
            print("{} {} {}", repr(e), repr(t.done()), repr(u.done()));
        }
        print("{}", repr(t.exception()));
        loop->run_until_complete(u);
        loop->close();
    }
    try {
        asyncio::run(main());
    } catch (const SystemExit& e) {
        print("run {}", e.code);
    }
    try {
        asyncio::run(group());
    } catch (const SystemExit& e) {
        print("run {}", e.code);
    }
    try {
        asyncio::run(in_callback());
    } catch (const KeyboardInterrupt& e) {
        print("{}", repr(e));
    }
    throw SystemExit(7);
}

}  // namespace extra_exception_06
