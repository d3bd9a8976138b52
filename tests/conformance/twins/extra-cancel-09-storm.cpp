#include "../python.hpp"

// Cancellations at every possible moment of a task that waits for many kinds of things.
namespace extra_cancel_09 {

Coroutine<std::string> leaf(std::string name, double d) {
    try {
        co_await asyncio::sleep(d);
        co_return name;
    } catch (const asyncio::CancelledError& e) {
        print("  leaf {} {}", name, repr(e));
        if (name != "stubborn") throw;
    }
    co_await asyncio::sleep(0.01);
    co_return "stubborn result";
}

Coroutine<std::string> victim(std::string kind) {
    auto task = asyncio::current_task();
    try {
        if (kind == "await") co_return co_await leaf("direct", 0.02);
        if (kind == "task") co_return co_await asyncio::create_task(leaf("task", 0.02));
        if (kind == "stubborn") co_return co_await asyncio::create_task(leaf("stubborn", 0.02));
        if (kind == "shield") co_return co_await asyncio::shield(leaf("shielded", 0.02));
        if (kind == "gather") {
            auto [a, b] = co_await asyncio::gather(leaf("g1", 0.02), leaf("stubborn", 0.02));
            co_return repr(std::vector{a, b});
        }
        if (kind == "wait") {
            auto [d, p] = co_await asyncio::wait({asyncio::create_task(leaf("w", 0.02))});
            co_return d[0].result();
        }
        if (kind == "wait_for") co_return co_await asyncio::wait_for(leaf("wf", 0.02), 0.05);
        if (kind == "timeout")
            co_return co_await asyncio::async_with(
                asyncio::timeout(0.015), []() -> Coroutine<std::string> { co_return co_await leaf("tm", 0.02); });
        if (kind == "group") {
            Task<std::string> t;
            co_await asyncio::async_with(asyncio::TaskGroup(), [&](auto& tg) -> Coroutine<> {
                t = tg.create_task(leaf("tg", 0.02));
                co_return;
            });
            co_return t.result();
        }
        if (kind == "as_completed") {
            std::string last;
            for (auto c : asyncio::as_completed(leaf("ac1", 0.01), leaf("ac2", 0.02))) last = co_await c;
            co_return last;
        }
        if (kind == "thread")
            co_return co_await asyncio::to_thread(asyncio::named("str", [](std::string s) { return s; }), std::string("thread"));
        for (int i = 0; i < 3; ++i) co_await asyncio::sleep(0);
        co_return "zero";
    } catch (const asyncio::CancelledError& e) {
        print("  victim {} {}", repr(e), task.cancelling());
        throw;
    }
}

Coroutine<> main() {
    for (auto kind : {"await", "task", "stubborn", "shield", "gather", "wait", "wait_for", "timeout", "group",
                      "as_completed", "thread", "zero"}) {
        for (auto at : {"None", "0", "0.01", "0.02"}) {
            auto t = asyncio::create_task(victim(kind));
            if (at != std::string("None")) co_await asyncio::sleep(std::atof(at));
            print("{} {} {}", kind, at, repr(t.cancel(fmt::format("{} {}", kind, at))));
            try {
                print(" -> {}", co_await t);
            } catch (const BaseException& e) {
                print(" -> {} {} {}", repr(e), repr(t.cancelled()), t.cancelling());
            }
            co_await asyncio::sleep(0.05);
        }
    }
}
void program() { asyncio::run(main()); }

}  // namespace extra_cancel_09
