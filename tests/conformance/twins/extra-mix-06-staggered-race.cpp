#include "../python.hpp"
#include "runtime/staggered.hpp"

// Attempts that start one after the other, as a connection to a host with several addresses makes them.
namespace extra_mix_06 {

using Attempt = std::function<Coroutine<std::string>()>;

double now() { return asyncio::get_running_loop().time(); }

Coroutine<std::string> run(std::string name, double delay, std::exception_ptr error) {
    print("{} begins at {}", name, repr(now()));
    try {
        co_await asyncio::sleep(delay);
    } catch (const asyncio::CancelledError&) {
        print("{} is cancelled at {}", name, repr(now()));
        throw;
    }
    if (error) std::rethrow_exception(error);
    co_return name;
}

Attempt attempt(std::string name, double delay, std::exception_ptr error = nullptr) {
    return [=] { return run(name, delay, error); };
}
template <class E>
Attempt attempt(std::string name, double delay, E error) { return attempt(name, delay, std::make_exception_ptr(error)); }

Coroutine<> race(std::string title, std::vector<Attempt> attempts, std::optional<asyncio::Seconds> delay) {
    print("--- {}", title);
    auto [winner, index, errors] = co_await asyncio::staggered_race(std::move(attempts), delay);
    print("{} {} {} {}", winner.value_or("None"), index ? std::to_string(*index) : "None",
          repr_each(errors, [](auto& error) { return error; }), repr(now()));
}

Coroutine<> main() {
    co_await race("the second is faster", {attempt("a", 5), attempt("b", 1), attempt("c", 1)}, 0.5);
    co_await race("the first fails at once", {attempt("a", 0, OSError("no")), attempt("b", 1)}, 10);
    co_await race("all fail", {attempt("a", 0.25, OSError("a")), attempt("b", 1, ValueError("b"))}, 0.5);
    co_await race("no delay: one after the other", {attempt("a", 2, OSError("a")), attempt("b", 1), attempt("c", 0)}, {});
    co_await race("none at all", {}, 0.5);
    print("--- cancelled");
    auto task = asyncio::create_task(race("from outside", {attempt("a", 5), attempt("b", 5)}, 0.5));
    co_await asyncio::sleep(1);
    task.cancel();
    try {
        co_await task;
    } catch (const asyncio::CancelledError&) {
        print("cancelled at {}", repr(now()));
    }
    co_await asyncio::sleep(0);
    print("{}", asyncio::all_tasks().size());
}

void program() { asyncio::run(main()); }

}  // namespace extra_mix_06
