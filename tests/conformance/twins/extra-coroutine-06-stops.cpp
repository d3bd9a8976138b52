#include "../python.hpp"

// Coroutines: StopIteration and StopAsyncIteration do not leave a coroutine or a generator as they are (PEP 479).
namespace extra_coroutine_06 {

using asyncio::StopAsyncIteration;
using asyncio::StopIteration;

Coroutine<> stops(std::string value) {
    throw StopIteration(value);
    co_return;
}

Coroutine<> stops_later(std::string value) {
    co_await asyncio::sleep(0);
    throw StopIteration(value);
}

Coroutine<> passes_on(std::function<Coroutine<>(std::string)> stop) { co_await stop("3"); }

Coroutine<> ends() {
    throw StopAsyncIteration("over");
    co_return;
}

asyncio::AsyncGenerator<int> yields_and_stops(std::exception_ptr error) {
    co_yield 1;
    std::rethrow_exception(error);
}

void tell(const char* where, const BaseException& e) { print("{} {} from {}", where, repr(e), repr(e.cause())); }

Coroutine<> main() {
    using Stop = std::function<Coroutine<>(std::string)>;
    for (Stop stop : {Stop(stops), Stop(stops_later), Stop([](std::string) { return passes_on(stops_later); })}) {
        try {
            co_await stop("1");
        } catch (const RuntimeError& e) {
            tell("awaited:", e);
        }
    }
    try {
        co_await ends();
    } catch (const StopAsyncIteration& e) {
        tell("a coroutine:", e);
    }
    for (const std::exception_ptr& error : {std::make_exception_ptr(StopIteration("2")), std::make_exception_ptr(StopAsyncIteration("over"))}) {
        try {
            auto generator = yields_and_stops(error);
            while (auto value = co_await generator.next()) print("value {}", *value);
        } catch (const RuntimeError& e) {
            tell("a generator:", e);
        }
    }
    std::vector<Task<>> tasks{asyncio::create_task(stops("4")), asyncio::create_task(stops_later("5"))};
    for (const auto& result : co_await asyncio::gather(tasks, asyncio::return_exceptions)) {
        try {
            std::rethrow_exception(result.exception());
        } catch (const RuntimeError& e) {
            tell("gathered:", e);
        }
    }
    for (auto& task : tasks) print("{} {}", repr(task.done()), repr(task.exception()));
}

void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_06
