#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

AsyncGenerator<std::string> words() {
    co_yield "one";
    co_await sleep(1);
    co_yield "two";
}

AsyncGenerator<int> fails() {
    co_yield 1;
    throw ValueError("no more");
}

AsyncGenerator<std::pair<int, std::string>> pairs() { co_yield {1, "one"}; }

}  // namespace

TEST_CASE("anext gives the next value, or throws StopAsyncIteration, or what the generator throws") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto generator = words();
        print("{}", co_await anext(generator));
        print("{}", co_await anext(generator, "three"));
        print("{}", co_await anext(generator, "three"));
        try {
            co_await anext(generator);
        } catch (const StopAsyncIteration& e) {
            print("{}", repr(e));
        }
        auto other = fails();
        print("{}", co_await wait_for(anext(other), 1));
        try {
            co_await anext(other, 2);
        } catch (const ValueError& e) {
            print("{}", repr(e));
        }
    });
    CHECK(program.out == Lines{"one", "two", "three", "StopAsyncIteration()", "1", "ValueError('no more')"});
}

TEST_CASE("a generator yields what stands in braces") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto generator = pairs();
        print("{}", repr(co_await generator.next()));
    });
    CHECK(program.out == Lines{"(1, 'one')"});
}
