#include "../python.hpp"

// Contexts as objects: copied, iterated, asked; tokens of other contexts.
namespace extra_context_02 {
asyncio::ContextVar<int> a("a");
asyncio::ContextVar<int> b("b", 5);
std::string get_a() { return a.get(-1) == -1 ? "unset" : std::to_string(a.get()); }
Coroutine<std::pair<std::string, int>> sets(int x) {
    auto old = get_a();
    a.set(x);
    co_await asyncio::sleep(0);
    co_return {old, a.get()};
}
std::string show(const std::pair<std::string, int>& p) { return "(" + (p.first == "unset" ? "'unset'" : p.first) + ", " + std::to_string(p.second) + ")"; }
Coroutine<> main() {
    auto c = asyncio::copy_context();
    c.run([] { a.set(1); });
    auto d = c.run([] { return asyncio::copy_context(); });
    d.run([] { a.set(2); });
    print("{} {} None {} none", c[a], d[a], c[a]);
    try {
        c[b];
    } catch (const asyncio::KeyError&) {
        print("no b");
    }
    auto t = asyncio::create_task(asyncio::sleep(0), {.context = c});
    print("{}", t.get_context()[a]);
    co_await t;
    auto r = co_await asyncio::create_task(sets(10), {.context = d});
    print("{} {} {}", show(r), d[a], get_a());
    auto [x, y] = co_await asyncio::gather(sets(1), sets(2));
    print("[{}, {}] {}", show(x), show(y), get_a());
    auto token = a.set(7);
    auto resets = [&]() -> Coroutine<int> {
        try {
            a.reset(token);
        } catch (const ValueError& e) {
            print("another context {}", type_name(e));
        }
        co_return a.get(-1);
    };
    print("{}", co_await asyncio::create_task(resets().as("resets")));
    a.reset(token);
    print("{}", get_a());
}
void program() { asyncio::run(main()); }
}  // namespace extra_context_02
