#pragma once
#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "awaitable_range.hpp"
#include "awaiters.hpp"
#include "done_call.hpp"

namespace asyncio {

enum class ReturnWhen { FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED };
using enum ReturnWhen;

struct WaitOptions {
    std::optional<Seconds> timeout = {};
    ReturnWhen return_when = ALL_COMPLETED;
};

/// What wait() gives: both in the order of its argument. (Vectors, whatever the argument was.)
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

/// Seconds, or None.
template <class T>
concept TimeLimit = std::is_convertible_v<T, std::optional<Seconds>>;
template <class T>
concept HowToWait = TimeLimit<T> || std::is_same_v<T, ReturnWhen>;

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

/// The same for any other range of them, a set say: each once, in its order.
template <FutureRange R>
auto wait(R&& futures, WaitOptions options = {}) { return wait(detail::listed(std::forward<R>(futures)), options); }

/// The same for at most `timeout` seconds (None: as long as it takes): `wait(tasks, 1.5)`, `wait(tasks, 2, FIRST_COMPLETED)`.
template <FutureRange R, detail::TimeLimit Timeout>
auto wait(R&& futures, Timeout timeout, ReturnWhen return_when = ALL_COMPLETED) {
    return wait(std::forward<R>(futures), WaitOptions{timeout, return_when});
}
template <FutureRange R, std::same_as<ReturnWhen> When>
auto wait(R&& futures, When return_when) { return wait(std::forward<R>(futures), WaitOptions{{}, return_when}); }

/// The same for a few: `wait({a, b})`, `wait({a, b}, 1.5)`, `wait({a, b}, FIRST_COMPLETED)`.
template <class F> requires std::is_base_of_v<AnyFuture, F>
Coroutine<Waited<F>> wait(std::initializer_list<F> futures, WaitOptions options = {}) {
    return wait(std::vector<F>(futures), options);
}
template <class F, class How> requires (std::is_base_of_v<AnyFuture, F> && detail::HowToWait<How>)
Coroutine<Waited<F>> wait(std::initializer_list<F> futures, How how) { return wait(std::vector<F>(futures), how); }
template <class F, detail::TimeLimit Timeout> requires std::is_base_of_v<AnyFuture, F>
Coroutine<Waited<F>> wait(std::initializer_list<F> futures, Timeout timeout, ReturnWhen return_when) {
    return wait(std::vector<F>(futures), timeout, return_when);
}
/// For futures of different types, too.
inline Coroutine<Waited<AnyFuture>> wait(std::initializer_list<AnyFuture> futures, WaitOptions options = {}) {
    return wait(std::vector<AnyFuture>(futures), options);
}
template <detail::HowToWait How>
Coroutine<Waited<AnyFuture>> wait(std::initializer_list<AnyFuture> futures, How how) { return wait(std::vector<AnyFuture>(futures), how); }
template <detail::TimeLimit Timeout>
Coroutine<Waited<AnyFuture>> wait(std::initializer_list<AnyFuture> futures, Timeout timeout, ReturnWhen return_when) {
    return wait(std::vector<AnyFuture>(futures), timeout, return_when);
}

namespace detail {

/// A coroutine among what wait() is given.
struct CoroutineInList {
    template <class T>
    CoroutineInList(const Coroutine<T>&) {}
};

inline Coroutine<Waited<AnyFuture>> refuse_to_wait(const char* why) {
    throw TypeError(why);
    co_return {};
}

template <class A>
constexpr const char* not_a_list() {
    if constexpr (is_coroutine<A>) return "expect a list of futures, not coroutine";
    else if constexpr (std::is_base_of_v<AnyTask, A>) return "expect a list of futures, not Task";
    else return "expect a list of futures, not Future";
}

}  // namespace detail

/// Coroutines are refused, as in Python: the caller would not find them in the result. Throws: TypeError
inline Coroutine<Waited<AnyFuture>> wait(std::initializer_list<detail::CoroutineInList>, WaitOptions = {}) {
    return detail::refuse_to_wait("Passing coroutines is forbidden, use tasks explicitly.").as("wait");
}
template <AwaitableRange R> requires detail::is_coroutine<std::ranges::range_value_t<R>>
Coroutine<Waited<AnyFuture>> wait(R&&, WaitOptions = {}) {
    return detail::refuse_to_wait("Passing coroutines is forbidden, use tasks explicitly.").as("wait");
}
/// So is what is no list: say `wait({task})`. Throws: TypeError
template <class A> requires (detail::is_coroutine<A> || std::is_base_of_v<AnyFuture, A>)
Coroutine<Waited<AnyFuture>> wait(const A&, WaitOptions = {}) {
    return detail::refuse_to_wait(detail::not_a_list<A>()).as("wait");
}

}  // namespace asyncio
