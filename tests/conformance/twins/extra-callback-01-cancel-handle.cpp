#include "../python.hpp"

// A cancelled handle stays in the queue and is skipped; a cancelled timer never fires.
namespace extra_callback_01 {

void say(const char* word) { print("{}", word); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto a = loop.call_soon(say, "a");
    auto b = loop.call_soon(say, "b");
    auto c = loop.call_soon(say, "c");
    auto later = loop.call_later(0.02, say, "later");
    auto at = loop.call_at(loop.time() + 0.01, say, "at");
    print("in {} and {}", rounded(later.when() - loop.time(), 3), rounded(at.when() - loop.time(), 3));
    b.cancel();
    b.cancel();
    later.cancel();
    print("cancelled: {} {} {} {} {}", repr(a.cancelled()), repr(b.cancelled()), repr(c.cancelled()), repr(later.cancelled()),
          repr(at.cancelled()));
    co_await asyncio::sleep(0.03);
    a.cancel();
    at.cancel();
    print("cancelled after it ran: {} {}", repr(a.cancelled()), repr(at.cancelled()));
    co_await asyncio::sleep(0);
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_01
