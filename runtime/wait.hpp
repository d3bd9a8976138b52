#pragma once
#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "awaiters.hpp"
#include "done_call.hpp"

namespace asyncio {

enum class ReturnWhen { FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED };
using enum ReturnWhen;

struct WaitOptions {
    std::optional<Seconds> timeout = {};
    ReturnWhen return_when = ALL_COMPLETED;
};

/// What wait() gives: both in the order of its argument.
template <class F>
struct Waited {
    std::vector<F> done, pending;
    /// For `std::tie(done, pending) = co_await wait(tasks)`.
    operator std::tuple<std::vector<F>&, std::vector<F>&>() { return {done, pending}; }
};

/// Python: future in done
template <class F>
bool contains(const std::vector<F>& futures, const AnyFuture& future) {
    return std::find(futures.begin(), futures.end(), future) != futures.end();
}

namespace detail {

/// Each once, in the order of their first coming.
template <class F>
std::vector<F> without_duplicates(std::vector<F> futures) {
    std::unordered_set<const FutureState*> seen;
    std::erase_if(futures, [&seen](const F& future) { return !seen.insert(future.state()).second; });
    return futures;
}

Coroutine<void> wait_until(std::vector<AnyFuture> futures, WaitOptions options);

}  // namespace detail

/// Waits until all are done, or the first is, or the first has failed; raises nothing of theirs and
/// cancels nothing. Python: asyncio.wait
///
/// Throws: ValueError if there are none.
template <class F> requires std::is_base_of_v<AnyFuture, F>
Coroutine<Waited<F>> wait(std::vector<F> futures, WaitOptions options = {}) {
    if (futures.empty()) throw ValueError("Set of Tasks/Futures is empty.");
    std::vector<F> unique = detail::without_duplicates(std::move(futures));
    co_await detail::wait_until({unique.begin(), unique.end()}, options);
    Waited<F> waited;
    for (F& future : unique) (future.done() ? waited.done : waited.pending).push_back(std::move(future));
    co_return waited;
}

/// The same for a few: `wait({a, b})`.
template <class F> requires std::is_base_of_v<AnyFuture, F>
Coroutine<Waited<F>> wait(std::initializer_list<F> futures, WaitOptions options = {}) {
    return wait(std::vector<F>(futures), options);
}
/// For futures of different types, too.
inline Coroutine<Waited<AnyFuture>> wait(std::initializer_list<AnyFuture> futures, WaitOptions options = {}) {
    return wait(std::vector<AnyFuture>(futures), options);
}

/// Coroutines are refused, as in Python: the caller would not find them in the result. Throws: TypeError
template <class T>
Coroutine<Waited<AnyFuture>> wait(const Coroutine<T>&, WaitOptions = {}) {
    throw TypeError("Passing coroutines is forbidden, use tasks explicitly.");
}
template <class T>
Coroutine<Waited<AnyFuture>> wait(const std::vector<Coroutine<T>>&, WaitOptions = {}) {
    throw TypeError("Passing coroutines is forbidden, use tasks explicitly.");
}

}  // namespace asyncio
