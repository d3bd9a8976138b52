#include "../python.hpp"

// cancel() only asks: CancelledError is thrown in at the next step of the task.
namespace cancel_01 {

Coroutine<> worker() {
    struct Finally {
        ~Finally() { print("finally"); }
    } finally;
    try {
        co_await asyncio::sleep(1);
    } catch (const Exception&) {
        print("except Exception does not catch it");
    } catch (const BaseException& e) {
        print("caught {}", type_name(std::current_exception()));
        throw;
    }
}

Coroutine<> main() {
    auto t = asyncio::create_task(worker());
    co_await asyncio::sleep(0.01);
    print("cancel() -> {}", repr(t.cancel()));
    print("at once: cancelled {} done {}", repr(t.cancelled()), repr(t.done()));
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("main sees CancelledError");
    }
    print("cancelled {} cancel again -> {}", repr(t.cancelled()), repr(t.cancel()));
}

void program() { asyncio::run(main()); }

}  // namespace cancel_01
