#pragma once
#include <optional>

#include "ensure_future.hpp"

namespace asyncio {

namespace detail {

/// Cancels the future and waits until it has really ended.
Coroutine<void> cancel_and_wait(AnyFuture future);

/// Waits for the future until `waiter` is released. False: the time is up, and the future was cancelled and has ended.
Coroutine<bool> done_in_time(AnyFuture future, Future<void> waiter, TimerHandle timer);
/// The waiter that `done_in_time` waits with, and its timer.
std::pair<Future<void>, TimerHandle> start_waiting(Seconds timeout);

/// A result that came although the time was up, or the TimeoutError.
template <class T>
T late_result(const Future<T>& future) {
    try {
        return result_to_keep(future);
    } catch (const CancelledError&) {
        raise_from(TimeoutError(), std::current_exception());
    }
}

}  // namespace detail

/// Waits for one awaitable, at most `timeout` seconds (none: as long as it takes).
///
/// When the time is up it cancels the work, waits until it has really ended, and throws TimeoutError:
/// it may take longer than its timeout. If the caller is cancelled, so is the work. With a timeout of 0
/// or less a coroutine is never started. Python: asyncio.wait_for (3.11).
template <class A>
Coroutine<ResultOf<A>> wait_for(A awaitable, std::optional<Seconds> timeout) {
    using T = ResultOf<A>;
    if (!timeout) co_return co_await std::move(awaitable);
    if (timeout->count() <= 0) {
        if constexpr (std::is_base_of_v<AnyFuture, A>) detail::check_loop(awaitable, get_running_loop());
        Future<T> future = ensure_future(std::move(awaitable));
        if (future.done()) co_return detail::result_to_keep(future);
        co_await detail::cancel_and_wait(future);
        co_return detail::late_result(future);
    }
    auto [waiter, timer] = detail::start_waiting(*timeout);
    if constexpr (std::is_base_of_v<AnyFuture, A>) detail::check_loop(awaitable, get_running_loop());
    Future<T> future = ensure_future(std::move(awaitable));
    if (co_await detail::done_in_time(future, waiter, timer)) co_return detail::result_to_keep(future);
    co_return detail::late_result(future);
}

/// A coroutine that has a name is used up, as by create_task.
template <class T>
Coroutine<T> wait_for(Coroutine<T>& coroutine, std::optional<Seconds> timeout) {
    return wait_for(std::move(coroutine), timeout);
}

}  // namespace asyncio
