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

AsyncGenerator<int, std::string> listens() {
    std::exception_ptr error;
    try {
        auto sent = co_yield 1;
        co_yield static_cast<int>(sent.value_or("").size());
    } catch (const GeneratorExit&) {
        error = std::current_exception();
    }
    co_await sleep(1);
    print("closed");
    if (error) std::rethrow_exception(error);
}

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

TEST_CASE("what is asked of a generator can be a task, and be waited for, as any coroutine") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto generator = listens();
        print("{}", repr(co_await wait_for(generator.next(), 1)));
        print("{}", repr(co_await wait_for(generator.asend("abc"), 1)));
        auto closing = create_task(generator.aclose(), "closing");
        auto [closed] = co_await gather(shield(closing), return_exceptions);
        print("{} {}", closing.get_name(), repr(closed));
        auto other = listens();
        auto [thrown] = co_await gather(other.athrow(ValueError("too early")), return_exceptions);
        print("{} {}", repr(thrown), repr(co_await create_task(other.next())));
        auto third = listens();
        co_await async_with(TaskGroup(), [&](TaskGroup& group) -> Coroutine<> {
            group.create_task(third.next());
            co_return;
        });
        co_await third.aclose();
    });
    CHECK(program.out == Lines{"1", "3", "closed", "closing None", "ValueError('too early') None", "closed"});
    CHECK(program.err == "");
}

TEST_CASE("a generator yields what stands in braces") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto generator = pairs();
        print("{}", repr(co_await generator.next()));
    });
    CHECK(program.out == Lines{"(1, 'one')"});
}
