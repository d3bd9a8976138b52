#include "../python.hpp"

// Asynchronous managers that fail on the way in or out, swallow, or are cancelled on their way out.
namespace extra_mix_09 {

struct How { bool swallow = false, fail_enter = false, fail_exit = false; };
class Resource {
public:
    Resource(std::string name, How how = {}) : name(name), how(how) {}
    Coroutine<std::string> enter() {
        co_await asyncio::sleep(0.01);
        if (how.fail_enter) throw asyncio::ConnectionError(name + " enter");
        print("{} entered", name);
        co_return upper(name);
    }
    Coroutine<bool> exit(std::exception_ptr exc) {
        try {
            co_await asyncio::sleep(0.01);
        } catch (const asyncio::CancelledError&) {
            print("{} exit cancelled", name);
            throw;
        }
        print("{} exit {} {}", name, exc ? type_name(exc) : "None", exc ? str(exc) : "None");
        if (how.fail_exit) throw RuntimeError(name + " exit");
        co_return how.swallow;
    }
    std::string name;
    How how;
};

struct Use { std::exception_ptr fail = nullptr; double nap = 0; };

Coroutine<std::string> level(std::vector<Resource>& resources, Use use, std::size_t i) {
    if (i == resources.size()) {
        co_await asyncio::sleep(use.nap);
        if (use.fail) std::rethrow_exception(use.fail);
        co_return "done";
    }
    std::string result = "None";
    co_await asyncio::async_with(resources[i], [&](std::string& r) -> Coroutine<> {
        print("in {}", r);
        result = co_await level(resources, use, i + 1);
    });
    co_return result;
}
Coroutine<std::string> use(std::vector<Resource> resources, Use use = {}) { co_return co_await level(resources, use, 0); }

template <class A>
Coroutine<> attempt(std::string label, A coro) {
    try {
        if constexpr (std::is_void_v<typename A::Value>) {
            co_await std::move(coro);
            print("{} None", label);
        } else print("{} {}", label, co_await std::move(coro));
    } catch (const BaseException& e) {
        print("{} {} {}", label, repr(e), repr(e.context()));
    }
}

template <class E>
std::exception_ptr ex(E e) { return std::make_exception_ptr(e); }

Coroutine<> main() {
    co_await attempt("plain", use({{"a"}, {"b"}}));
    co_await attempt("fail", use({{"a"}, {"b"}}, {.fail = ex(ValueError("v"))}));
    co_await attempt("swallow", use({{"a"}, {"b", {.swallow = true}}}, {.fail = ex(ValueError("v"))}));
    co_await attempt("enter", use({{"a"}, {"b", {.fail_enter = true}}}));
    co_await attempt("exit", use({{"a", {.swallow = true}}, {"b", {.fail_exit = true}}}, {.fail = ex(KeyError("k"))}));
    co_await attempt("exit only", use({{"a"}, {"b", {.fail_exit = true}}}));
    auto t = asyncio::create_task(use({{"a"}, {"b", {.swallow = true}}}, {.nap = 1}));
    co_await asyncio::sleep(0.03);
    t.cancel("stop");
    co_await attempt("cancel", t);
    t = asyncio::create_task(use({{"a"}, {"b"}}, {.nap = 1}));
    co_await asyncio::sleep(0.03);
    t.cancel();
    co_await asyncio::sleep(0.005);
    t.cancel("twice");
    co_await attempt("cancel twice", t);
    auto timed = asyncio::named("timed", []() -> Coroutine<> {
        co_await asyncio::async_with(asyncio::timeout(0.025), []() -> Coroutine<> {
            co_await asyncio::async_with(Resource("c"), []() -> Coroutine<> { co_await asyncio::sleep(1); });
        });
    });
    co_await attempt("timed", timed());
    auto grouped = asyncio::named("grouped", []() -> Coroutine<std::string> {
        co_await asyncio::async_with(Resource("d", {.swallow = true}), []() -> Coroutine<> {
            co_await asyncio::async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& tg) -> Coroutine<> {
                tg.create_task(use({{"e"}}, {.fail = ex(ValueError("e"))}));
                co_await asyncio::async_with(Resource("f"), []() -> Coroutine<> { co_await asyncio::sleep(1); });
            });
        });
        co_return "swallowed";
    });
    co_await attempt("grouped", grouped());
    asyncio::Lock lock;
    auto locked = asyncio::named("locked", [&]() -> Coroutine<> {
        co_await asyncio::async_with(lock, [&]() -> Coroutine<> {
            co_await asyncio::async_with(Resource("g", {.fail_exit = true}), [&]() -> Coroutine<> {
                print(lock.locked());
                co_return;
            });
        });
    });
    co_await attempt("locked", locked());
    print(lock.locked());
}
void program() { asyncio::run(main()); }

}  // namespace extra_mix_09
