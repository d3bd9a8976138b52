#pragma once
#include <functional>

#include "lock.hpp"

namespace asyncio {

/// Lets tasks wait, holding a lock, until another tells them that something has changed.
///
///     co_await async_with(condition, [&]() -> Coroutine<> {
///         co_await condition.wait_for([&] { return !box.empty(); });
///     });
///
/// A copy is the same condition, as in Python. Python: asyncio.Condition
class Condition {
public:
    using CopiesAreTheSame = void;
    explicit Condition(Lock lock = Lock());    ///< several conditions may share a lock

    bool locked() const;                       ///< the lock's
    Coroutine<bool> acquire() const;           ///< the lock's
    void release() const;                      ///< the lock's

    /// Frees the lock, waits until notified, gets the lock again; gives true. If it is cancelled it gets the
    /// lock again first, and passes a notification that it had already to the next (as CPython 3.13 does).
    /// Emits: suspend on a `condition`, later on a `lock` if that is taken. Throws: RuntimeError without the lock.
    Coroutine<bool> wait() const;
    /// Waits until `predicate()` holds, which is asked first and after each notification, with the lock held;
    /// gives what the predicate returned.
    template <class Predicate>
    auto wait_for(Predicate predicate) const -> Coroutine<std::decay_t<std::invoke_result_t<Predicate&>>> {
        return wait_for(*this, std::move(predicate)).as("Condition.wait_for");
    }
    /// Wakes the first `n` who wait; they go on when they get the lock. Throws: RuntimeError without the lock.
    void notify(int n = 1) const;
    void notify_all() const;

    Coroutine<> enter() const;
    Coroutine<bool> exit(std::exception_ptr error) const;

    /// For the library: as part of something else, as which the trace shows all its waits.
    Coroutine<bool> acquire_as(trace::FutureKind kind) const;
    Coroutine<bool> wait_as(trace::FutureKind kind) const;

    friend std::string repr(const Condition& condition);   ///< <asyncio.locks.Condition object at 0x55d0 [locked, waiters:2]>

private:
    struct State;
    static Coroutine<bool> wait(std::shared_ptr<State> condition, trace::FutureKind kind, trace::FutureKind lock_kind);
    static Coroutine<bool> take_lock_again(std::shared_ptr<State> condition, trace::FutureKind kind);

    template <class Predicate>
    static auto wait_for(Condition condition, Predicate predicate)
        -> Coroutine<std::decay_t<std::invoke_result_t<Predicate&>>> {
        auto result = std::invoke(predicate);
        while (!result) {
            co_await condition.wait();
            result = std::invoke(predicate);
        }
        co_return result;
    }

    std::shared_ptr<State> state_;
};

}  // namespace asyncio
