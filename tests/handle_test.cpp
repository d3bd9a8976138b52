#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;

namespace {

ContextVar<int> depth("depth", 0);

}  // namespace

TEST_CASE("a handle tells what its callback is called in: a copy of the present context, or the one that it was given") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        depth.set(1);
        Context given = copy_context();
        given.run([] { depth.set(5); });
        const auto deeper = [] { depth.set(depth.get() + 1); };
        const Handle in_copy = loop.call_soon(deeper), in_given = loop.call_soon(given, deeper);
        const TimerHandle later = loop.call_later(1, given, deeper);
        depth.set(2);
        CHECK(in_copy.get_context()[depth] == 1);
        CHECK(in_given.get_context()[depth] == 5);
        CHECK(in_given.get_context() == given);   // the same, not a copy
        CHECK(later.get_context() == given);
        co_await sleep(0);
        CHECK(in_copy.get_context()[depth] == 2);
        CHECK(given[depth] == 6);
        CHECK(depth.get() == 2);
        in_copy.cancel();
        CHECK(in_copy.get_context()[depth] == 2);
    });
    CHECK(ran.raised == "");
}
