#include "../python.hpp"

// Several tasks cancelled in one step run their clean-up in the order of the cancel() calls.
namespace cancel_16 {

Coroutine<> worker(char name, bool zero) {
    struct Finally {
        char name;
        ~Finally() { print("{} clean-up", name); }
    } finally{name};
    while (true) co_await asyncio::sleep(zero ? 0 : 1);
}

Coroutine<> main() {
    std::vector<Task<>> abcd;
    for (char n : {'a', 'b', 'c', 'd'}) abcd.push_back(asyncio::create_task(worker(n, n == 'c')));
    co_await asyncio::sleep(0.0);
    for (int t : {3, 1, 2, 0}) abcd[t].cancel();
    co_await asyncio::wait(abcd);
    print("all cancelled: {}", repr(std::ranges::all_of(abcd, [](auto& t) { return t.cancelled(); })));
}

void program() { asyncio::run(main()); }

}  // namespace cancel_16
