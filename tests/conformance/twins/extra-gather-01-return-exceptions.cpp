#include "../python.hpp"

// return_exceptions waits for all and puts exceptions into the result, those of cancelled children too.
namespace extra_gather_01 {

Coroutine<int> ok(int n) {
    co_await asyncio::sleep(0.03);
    co_return n;
}

Coroutine<int> bad(int n) {
    co_await asyncio::sleep(0.01);
    throw ValueError(n);
}

void show(const asyncio::Outcome<int>& r) {
    if (r.has_value()) return print("int {} False", r.value());
    try {
        r.value();
    } catch (const Exception& e) {
        print("{} {} True", type_name(e), e.what());
    } catch (const BaseException& e) {
        print("{} {} False", type_name(e), e.what());
    }
}

Coroutine<> main() {
    auto c = asyncio::create_task(ok(3));
    asyncio::get_running_loop().call_later(0.02, asyncio::named("cancel", [c] { c.cancel("enough"); }));
    auto [r1, r2, r3, r4] = co_await asyncio::gather(ok(1), bad(2), c, bad(4), asyncio::return_exceptions);
    for (auto& r : {r1, r2, r3, r4}) show(r);
    std::vector<Task<int>> tasks;
    for (int n = 0; n < 3; ++n) tasks.push_back(asyncio::create_task(bad(n)));
    print(repr(co_await asyncio::gather(tasks, asyncio::return_exceptions)));
}

void program() { asyncio::run(main()); }

}  // namespace extra_gather_01
