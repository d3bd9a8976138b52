#include "../python.hpp"

// gather inside gather: cancelling a middle gather reaches only its own children.
namespace gather_08 {

Coroutine<std::string> leaf(std::string name, double d) {
    try {
        co_await asyncio::sleep(d);
        co_return name;
    } catch (const asyncio::CancelledError&) {
        print("leaf {} cancelled", name);
        throw;
    }
}

/// The result, or the type of the exception that came instead.
template <class T>
std::string shown(const asyncio::Outcome<T>& r) {
    if (!r.has_value()) return repr(type_name(r.exception()));
    return repr(r.value());
}

Coroutine<> main() {
    auto inner = asyncio::gather(leaf("i1", 1), leaf("i2", 1));
    auto outer = asyncio::gather(asyncio::return_exceptions, leaf("o1", 0.02), inner, leaf("o2", 0.04));
    co_await asyncio::sleep(0.01);
    print("cancel inner: {}", repr(inner.cancel()));
    auto [o1, i, o2] = co_await outer;
    print("[{}, {}, {}]", shown(o1), shown(i), shown(o2));
}

void program() { asyncio::run(main()); }

}  // namespace gather_08
