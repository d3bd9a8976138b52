#include "../python.hpp"

// TaskGroups ended in every way: by children that cancel, exit, spawn, shield, return late; by owners cancelled twice.
namespace extra_taskgroup_02 {

using Tasks = std::vector<Task<std::string>>;
using asyncio::TaskGroup;

Coroutine<std::string> child(std::string name, double d, std::string how = "end") {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError& e) {
        print("  {} {} {}", name, repr(e), how);
        if (how == "swallow") co_return name;
        if (how == "replace") throw KeyError(name);
        error = std::current_exception();
    }
    if (error) {
        if (how == "slow") co_await asyncio::sleep(0.02);
        std::rethrow_exception(error);
    }
    if (how == "fail") throw ValueError(name);
    if (how == "cancel") throw asyncio::CancelledError(name);
    if (how == "base") throw asyncio::GeneratorExit(name);
    print("  {} ends", name);
    co_return name;
}

struct Child {
    std::string name;
    double d;
    std::string how = "end";
};
using Children = std::vector<Child>;
using Body = std::function<Coroutine<>(TaskGroup&, Tasks&)>;

Coroutine<std::vector<std::string>> group(Children children, Body body) {
    Tasks ts;
    co_await asyncio::async_with(TaskGroup(), [&](TaskGroup& tg) -> Coroutine<> {
        for (auto& c : children) ts.push_back(tg.create_task(child(c.name, c.d, c.how), c.name));
        if (body) co_await body(tg, ts);
    });
    std::vector<std::string> results;
    for (auto& t : ts) results.push_back(t.cancelled() ? "cancelled" : t.result());
    co_return results;
}

Coroutine<> attempt(std::string title, Children children, Body body = {}, std::vector<double> cancel = {}) {
    print("{}", title);
    auto t = asyncio::create_task(group(children, body));
    auto& loop = asyncio::get_running_loop();
    for (double at : cancel)
        loop.call_later(at, &Task<std::vector<std::string>>::cancel, t, at == 0 ? "at 0" : fmt::format("at {}", at));
    try {
        print(" -> {}", repr(co_await t));
    } catch (const BaseException& e) {
        print(" -> {} {} {} {}", repr(e), repr(e.cause()), repr(t.cancelled()), t.cancelling());
    }
}

Coroutine<> raises(TaskGroup&, Tasks&) {
    co_await asyncio::sleep(0);
    throw TypeError("body");
}
Coroutine<> cancels_child(TaskGroup&, Tasks& ts) {
    co_await asyncio::sleep(0);
    ts[0].cancel("by body");
    co_await asyncio::sleep(0.02);
}
Coroutine<> cancels_self(TaskGroup&, Tasks&) {
    asyncio::current_task().cancel("self");
    co_await asyncio::sleep(1);
}
Coroutine<> swallows(TaskGroup& tg, Tasks&) {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("  body swallows {}", asyncio::current_task().cancelling());
    }
    try {
        co_await asyncio::sleep(0);
        print("  body goes on");
        tg.create_task(child("late", 0));
    } catch (const RuntimeError& e) {
        std::string s = str(e);
        print("  {}", s.substr(s.rfind('>') + 1));
    }
}
Coroutine<> spawner(TaskGroup tg, int n) {
    if (n) {
        tg.create_task(spawner(tg, n - 1), fmt::format("s{}", n));
        co_await asyncio::sleep(0);
    }
    print("  spawner {}", n);
}
Coroutine<> spawns(TaskGroup& tg, Tasks&) {
    tg.create_task(spawner(tg, 3));
    co_return;
}
Coroutine<> shields(TaskGroup&, Tasks& ts) { co_await asyncio::shield(ts[0]); }
Coroutine<> inner_group(TaskGroup&, Tasks&) {
    co_await asyncio::async_with(TaskGroup(), [](auto& inner) -> Coroutine<> {
        inner.create_task(child("inner", 0.005, "fail"));
        inner.create_task(child("inner2", 1, "replace"));
        co_return;
    });
}

Coroutine<> main() {
    co_await attempt("plain", {{"a", 0.01}, {"b", 0.02}});
    co_await attempt("fail", {{"a", 0.01, "fail"}, {"b", 1}, {"c", 1, "swallow"}, {"d", 1, "replace"}, {"e", 1, "slow"}});
    co_await attempt("two at once", {{"a", 0.01, "fail"}, {"b", 0.01, "fail"}, {"c", 0.01}});
    co_await attempt("cancelled child", {{"a", 0.01, "cancel"}, {"b", 0.02}});
    co_await attempt("base", {{"a", 0.01, "base"}, {"b", 1}});
    co_await attempt("body raises", {{"a", 1}, {"b", 1, "replace"}}, raises);
    co_await attempt("body cancels child", {{"a", 1}, {"b", 0.01}}, cancels_child);
    co_await attempt("body cancels itself", {{"a", 1}, {"b", 1, "replace"}}, cancels_self);
    co_await attempt("body swallows", {{"a", 0.01, "fail"}, {"b", 1, "slow"}}, swallows);
    co_await attempt("body spawns", {}, spawns);
    co_await attempt("body shields", {{"a", 1}, {"b", 0.01, "fail"}}, shields);
    co_await attempt("inner", {{"a", 1}, {"b", 1, "swallow"}}, inner_group);
    co_await attempt("owner cancelled", {{"a", 1}, {"b", 1, "slow"}}, {}, {0.01});
    co_await attempt("owner cancelled twice", {{"a", 1, "slow"}, {"b", 1, "slow"}}, {}, {0.01, 0.02});
    co_await attempt("cancelled while failing", {{"a", 0.01, "fail"}, {"b", 1, "slow"}}, {}, {0.02});
    co_await attempt("cancelled with the failure", {{"a", 0.01, "fail"}, {"b", 1, "slow"}}, {}, {0.01});
    co_await attempt("cancelled, then a failure", {{"a", 1, "replace"}, {"b", 1, "slow"}}, {}, {0.01});
    co_await attempt("cancelled before it begins", {{"a", 1}}, {}, {0});
}
void program() { asyncio::run(main()); }

}  // namespace extra_taskgroup_02
