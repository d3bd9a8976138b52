#include "../python.hpp"

// done(), cancelled(), result() and exception() before and after the end.
namespace task_04 {

Coroutine<int> ok() { co_return 42; }

Coroutine<> bad() {
    throw KeyError("k");
    co_return;
}

template <class T>
std::string state(const Task<T>& t) { return repr(std::tuple(t.done(), t.cancelled())); }

Coroutine<> main() {
    auto t1 = asyncio::create_task(ok());
    auto t2 = asyncio::create_task(bad());
    print("{} {}", state(t1), state(t2));
    try {
        t1.result();
    } catch (const asyncio::InvalidStateError&) {
        print("InvalidStateError");
    }
    co_await asyncio::sleep(0);
    print("{} {}", state(t1), state(t2));
    print("{} {} {}", t1.result(), repr(t1.exception()), repr(t2.exception()));
    try {
        t2.result();
    } catch (const KeyError& e) {
        print("result() raises {}", repr(e));
    }
    try {
        t1.set_result(1);
    } catch (const RuntimeError& e) {
        print("{}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace task_04
