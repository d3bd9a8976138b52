#include "wait_for.hpp"

#include "loop.hpp"

namespace asyncio::detail {
namespace {

void release_when_done(FutureState& future, const Future<void>& waiter) {
    add_done_call(future, trace::Callback::wait_for_child_done, waiter.state(), [waiter](const AnyFuture&) {
        if (!waiter.done()) waiter.set_result();
    });
}

void stop_watching(FutureState& future, const Future<void>& waiter) { remove_done_calls(future, waiter.state()); }

/// Cancels the timer, however the wait ends.
struct TimerGuard {
    TimerHandle timer;
    ~TimerGuard() { timer.cancel(); }
};

}  // namespace

Coroutine<void> cancel_and_wait(AnyFuture future) {
    Future<void> waiter(new FutureOf<void>(get_running_loop(), trace::FutureKind::wait_for_cancelling));
    release_when_done(*future.state(), waiter);
    struct Unwatch {
        AnyFuture& future;
        Future<void>& waiter;
        ~Unwatch() { stop_watching(*future.state(), waiter); }
    } unwatch{future, waiter};
    future.cancel();
    co_await waiter;
}

std::pair<Future<void>, TimerHandle> start_waiting(Seconds timeout) {
    Loop& loop = get_running_loop();
    Future<void> waiter(new FutureOf<void>(loop, trace::FutureKind::wait_for));
    auto* timer = own_call<TimerState>(loop, trace::Callback::wait_for_timeout, [waiter] {
        if (!waiter.done()) waiter.set_result();
    }, waiter.state());
    TimerHandle handle(timer);
    loop.arm_later(timer, timeout);
    return {waiter, handle};
}

Coroutine<bool> done_in_time(AnyFuture future, Future<void> waiter, TimerHandle timer) {
    TimerGuard guard{timer};
    release_when_done(*future.state(), waiter);
    std::exception_ptr cancelled;
    try {
        co_await waiter;
    } catch (const CancelledError&) {
        cancelled = std::current_exception();
    }
    if (future.done()) co_return true;   // its result wins, over the timeout and over a cancellation
    stop_watching(*future.state(), waiter);
    co_await cancel_and_wait(future);
    if (cancelled) std::rethrow_exception(cancelled);
    co_return false;
}

}  // namespace asyncio::detail
