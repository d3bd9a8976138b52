#pragma once
#include <memory>
#include <string>

#include "../async_with.hpp"
#include "../trace/event.hpp"

namespace asyncio {

/// A lock that one task at a time has. Those who wait get it in the order in which they asked; the owner
/// that asks again waits for itself.
///
///     co_await async_with(lock, [&]() -> Coroutine<> { ... });
///
/// A copy is the same lock, as in Python: give a task that may outlive you a copy. Python: asyncio.Lock
class Lock {
public:
    using CopiesAreTheSame = void;
    Lock();

    bool locked() const;       ///< somebody has it
    /// Waits until the lock is free and everybody who asked before has had it; gives true. A free lock with
    /// nobody in line is taken without suspending. One that is cancelled lets the next in line have its turn.
    /// Emits: suspend on a `lock`, if it has to wait.
    Coroutine<bool> acquire() const;
    /// Frees the lock and wakes the first in line; a newcomer, and the releaser, queue behind it.
    /// Throws: RuntimeError if it is free.
    void release() const;

    Coroutine<> enter() const;                               ///< for async_with: acquire()
    Coroutine<bool> exit(std::exception_ptr error) const;    ///< for async_with: release()

    /// For the library: acquire() as part of something else, as which the trace shows the wait.
    Coroutine<bool> acquire_as(trace::FutureKind kind) const;

    friend std::string repr(const Lock& lock);   ///< <asyncio.locks.Lock object at 0x55d0 [unlocked]>

private:
    struct State;
    static Coroutine<bool> acquire(std::shared_ptr<State> lock, trace::FutureKind kind);
    std::shared_ptr<State> state_;
};

}  // namespace asyncio
