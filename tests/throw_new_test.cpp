#include <thread>

#include "catch.hpp"
#include "runtime/asyncio.hpp"

using namespace asyncio;

namespace {

/// Counts the copies there are.
struct CountedError final : RuntimeError {
    explicit CountedError(int& alive) : RuntimeError("thrown"), alive(&alive) { ++alive; }
    CountedError(const CountedError& other) : RuntimeError(other), alive(other.alive) { ++*alive; }
    ~CountedError() override { --*alive; }
    int* alive;
};

struct NotesWhetherItIsThrownPast {
    bool& in_flight;
    ~NotesWhetherItIsThrownPast() { in_flight = std::uncaught_exceptions() == 1; }
};

}  // namespace

TEST_CASE("an exception that is thrown for the first time is caught, kept, thrown again and destroyed like any other") {
    int alive = 0;
    std::exception_ptr exception = std::make_exception_ptr(CountedError(alive)), kept;
    bool in_flight = false;
    std::string text;
    try {
        NotesWhetherItIsThrownPast guard{in_flight};
        throw_new(exception);
    } catch (const RuntimeError& error) {
        text = error.what();
        kept = std::current_exception();
        CHECK(std::uncaught_exceptions() == 0);
        CHECK(alive == 1);
    }
    CHECK(!exception);
    CHECK(text == "thrown");
    CHECK(in_flight);
    CHECK(alive == 1);
    CHECK_THROWS_AS(std::rethrow_exception(kept), CountedError);
    std::thread([&] { CHECK_THROWS_AS(std::rethrow_exception(kept), CountedError); }).join();
    kept = nullptr;
    CHECK(alive == 0);
    CHECK(std::uncaught_exceptions() == 0);
    CHECK(!std::current_exception());
}

TEST_CASE("an exception that is thrown for the first time within a handler leaves the other one where it was") {
    int alive = 0;
    std::exception_ptr exception = std::make_exception_ptr(CountedError(alive));
    try {
        throw ValueError("first");
    } catch (const ValueError&) {
        const std::exception_ptr first = std::current_exception();
        try {
            throw_new(exception);
        } catch (...) {
            CHECK_THROWS_AS(throw, CountedError);
        }
        CHECK(std::current_exception() == first);
        CHECK(alive == 0);
    }
}

TEST_CASE("a cancellation's exception that the program keeps outlives the task, and can be thrown by many") {
    std::exception_ptr kept;
    run([](std::exception_ptr& kept) -> Coroutine<> {
        auto sleeper = create_task([](std::exception_ptr& kept) -> Coroutine<> {
            try {
                co_await asyncio::sleep(3600);
            } catch (const CancelledError&) {
                kept = std::current_exception();
                throw;
            }
        }(kept));
        co_await asyncio::sleep(0);
        sleeper.cancel("enough");
        std::vector<std::string> told;
        for (int i = 0; i < 2; ++i) {
            try {
                co_await sleeper;
            } catch (const CancelledError& error) {
                told.push_back(error.what());
                CHECK_THROWS_AS(std::rethrow_exception(kept), CancelledError);
            }
        }
        CHECK(told.front() == "enough");
        CHECK(std::uncaught_exceptions() == 0);
    }(kept));
    CHECK(exception_cast<CancelledError>(kept)->message() == "enough");
}
