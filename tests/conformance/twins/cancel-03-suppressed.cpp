#include "../python.hpp"

// A task may catch CancelledError and go on: it then ends normally and is not cancelled.
namespace cancel_03 {

Coroutine<std::string> stubborn() {
    for (int attempt = 0; attempt < 3; ++attempt) {
        try {
            co_await asyncio::sleep(1);
        } catch (const asyncio::CancelledError&) {
            print("ignored request {} cancelling {}", attempt, asyncio::current_task().cancelling());
        }
    }
    co_return "my own way";
}

Coroutine<> main() {
    auto t = asyncio::create_task(stubborn());
    for (int i = 0; i < 3; ++i) {
        co_await asyncio::sleep(0.01);
        t.cancel();
    }
    print("result: {} - cancelled(): {} - requests: {}", co_await t, repr(t.cancelled()), t.cancelling());
}

void program() { asyncio::run(main()); }

}  // namespace cancel_03
