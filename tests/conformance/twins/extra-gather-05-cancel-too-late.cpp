#include "../python.hpp"

// cancel() of a gather that has failed, or whose children are all done, returns false.
namespace extra_gather_05 {

Coroutine<std::string> ok(std::string name, double d) {
    co_await asyncio::sleep(d);
    print("{} done", name);
    co_return name;
}

Coroutine<> bad() {
    co_await asyncio::sleep(0.01);
    throw ValueError("bad");
}

Coroutine<> main() {
    auto failing = asyncio::gather(bad(), ok("A", 0.03));
    try {
        co_await failing;
    } catch (const ValueError& e) {
        print("failed: {}", e.what());
    }
    print("cancel after the failure: {}", repr(failing.cancel()));
    co_await asyncio::sleep(0.03);
    auto group = asyncio::gather(ok("B", 0), ok("C", 0));
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("children done, gather done: {} cancel: {}", repr(group.done()), repr(group.cancel()));
    auto [b, c] = co_await group;
    print(repr(std::vector{b, c}));
}

void program() { asyncio::run(main()); }

}  // namespace extra_gather_05
