#include "../python.hpp"

// gather() of nothing is done at once; gather of finished tasks still takes loop iterations (3.11).
namespace gather_04 {

Coroutine<std::string> v(std::string x) { co_return x; }

Coroutine<> main() {
    co_await asyncio::gather();
    print("[]");
    auto a = asyncio::create_task(v("a"));
    auto b = asyncio::create_task(v("b"));
    co_await asyncio::sleep(0);
    print("both done: {} {}", repr(a.done()), repr(b.done()));
    print(repr(co_await asyncio::gather(std::vector{a, b})));
}

void program() { asyncio::run(main()); }

}  // namespace gather_04
