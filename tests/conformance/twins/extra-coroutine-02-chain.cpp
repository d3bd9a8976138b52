#include "../python.hpp"

// Awaiting a coroutine is a call: results, exceptions and clean-up go through a chain inside one step.
namespace extra_coroutine_02 {

Coroutine<int> leaf(int n) {
    print("leaf {}", n);
    if (n == 2) throw LookupError("leaf fails");
    co_return n * 10;
}

Coroutine<int> middle(int n) {
    struct Finally {
        int n;
        ~Finally() { print("middle cleans up {}", n); }
    } finally{n};
    co_return 1 + co_await leaf(n);
}

Coroutine<> other() {
    print("other: main has given way");
    co_return;
}

Coroutine<> main() {
    auto t = asyncio::create_task(other());
    print("main got {}", co_await middle(1));
    try {
        co_await middle(2);
    } catch (const LookupError& e) {
        print("main caught {}", e.what());
    }
    print("other has not run: {}", repr(!t.done()));
    co_await t;
}

void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_02
