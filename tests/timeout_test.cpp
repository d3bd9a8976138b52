#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

// What CPython 3.11.2 does otherwise, or does not check yet; the rest of timeout() is in the conformance programs.

TEST_CASE("timeout() turns its own cancellation into TimeoutError, however many requests the task had swallowed before") {
    const Ran program = ran_main([]() -> Coroutine<> {
        current_task().cancel();
        try {
            co_await sleep(1);
        } catch (const CancelledError&) {
            print("swallowed at {}, requests: {}", get_running_loop().time(), current_task().cancelling());
        }
        try {
            co_await async_with(timeout(1), []() -> Coroutine<> { co_await sleep(2); });
        } catch (const TimeoutError&) {
            print("timed out at {}, requests: {}", get_running_loop().time(), current_task().cancelling());
        }
    });
    CHECK(program.out == Lines{"swallowed at 0, requests: 1", "timed out at 1, requests: 1"});
}

TEST_CASE("a Timeout can be entered once, in a task, and rescheduled inside its block only") {
    const Ran program = ran_main([]() -> Coroutine<> {
        auto nothing = []() -> Coroutine<> { co_return; };
        auto said = [](auto call) {
            try {
                call();
            } catch (const RuntimeError& error) {
                print("{}", error.what());
            }
        };
        Timeout limit = timeout(1);
        said([&] { limit.reschedule(2); });
        co_await async_with(limit, nothing);
        said([&] { limit.reschedule(2); });
        try {
            co_await async_with(limit, nothing);
        } catch (const RuntimeError& error) {
            print("{}", error.what());
        }
    });
    CHECK(program.out == Lines{"Timeout has not been entered", "Cannot change state of finished Timeout",
                               "Timeout has already been entered"});
}

TEST_CASE("nothing that waits can be awaited outside of a task") {
    const Ran program = ran_main([]() -> Coroutine<> {
        get_running_loop().call_soon([] {
            Timeout limit = timeout(1);
            auto entering = limit.enter();
            auto frame = entering.start();   // nobody's step
            std::exception_ptr error;
            frame.promise().error = &error;
            frame.resume();
            print("{}", repr(error));
        });
        co_await sleep(0);
    });
    CHECK(program.out == Lines{"RuntimeError('Timeout should be used inside a task')"});
}

TEST_CASE("sleep() refuses a delay that is no number, at once") {
    const Ran program = ran_main([]() -> Coroutine<> {
        try {
            static_cast<void>(sleep(std::nan("")));
        } catch (const ValueError& error) {
            print("{}", error.what());
        }
        co_return;
    });
    CHECK(program.out == Lines{"Invalid delay: NaN (not a number)"});
}
