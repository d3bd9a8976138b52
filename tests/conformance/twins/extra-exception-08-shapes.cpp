#include "../python.hpp"

// Exceptions without and with arguments: exits, keys, cancellations, stops, and how they come out of tasks.
namespace extra_exception_08 {
Coroutine<> raises(std::exception_ptr e) {
    std::rethrow_exception(e);
    co_return;
}
template <class E>
std::exception_ptr made(E e) { return std::make_exception_ptr(e); }
Coroutine<> main() {
    for (auto& e : {made(ValueError()), made(ValueError("")), made(KeyError("k")), made(SystemExit(2)), made(asyncio::CancelledError()), made(asyncio::CancelledError("m")),
                    made(TimeoutError()), made(TimeoutError("t")), made(asyncio::QueueEmpty()), made(asyncio::QueueFull("f")), made(OSError(2, "No")), made(OSError("text")),
                    made(ZeroDivisionError("z")), made(asyncio::InvalidStateError("s")), made(AssertionError()), made(asyncio::NotImplementedError())}) {
        try {
            if (isinstance<SystemExit>(e)) std::rethrow_exception(e);
            co_await asyncio::create_task(raises(e));
        } catch (const BaseException& x) {
            print("{} {} | {} | {}", type_name(x), repr(x), str(x), repr(isinstance<Exception>(x)));
        }
    }
}
template <class E>
Coroutine<> exits(E e) {
    co_await asyncio::sleep(0);
    throw e;
}
void program() {
    asyncio::run(main());
    for (auto& e : {SystemExit(), SystemExit(0), SystemExit(3)}) {
        try {
            asyncio::run(exits(e));
        } catch (const SystemExit& x) {
            print("{} | {} |", repr(x), str(x));
        }
    }
}
}  // namespace extra_exception_08
