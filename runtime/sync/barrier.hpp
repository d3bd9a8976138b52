#pragma once
#include <memory>
#include <string>

#include "../async_with.hpp"

namespace asyncio {

/// The barrier was reset while somebody waited at it, or aborted.
struct BrokenBarrierError : RuntimeError { using RuntimeError::RuntimeError; };

/// A point at which a number of tasks wait for each other, round after round.
///
///     co_await async_with(barrier, [&](int position) -> Coroutine<> { ... });
///
/// A copy is the same barrier, as in Python. Python: asyncio.Barrier
class Barrier {
public:
    using CopiesAreTheSame = void;
    explicit Barrier(int parties);             ///< Throws: ValueError if there are none

    /// Waits until all parties have come; gives the place in the order of coming, from 0. Who comes while the
    /// parties of the last round are still leaving waits until they have left.
    /// Emits: suspend on a `barrier`. Throws: BrokenBarrierError
    Coroutine<int> wait() const;
    /// Turns away those who wait; the barrier can be used again.
    Coroutine<> reset() const;
    /// Turns away those who wait and all who come, until a reset.
    Coroutine<> abort() const;

    int parties() const;       ///< how many must come
    int n_waiting() const;
    bool broken() const;

    Coroutine<int> enter() const { return wait(); }
    Coroutine<bool> exit(std::exception_ptr error) const;

    friend std::string repr(const Barrier& barrier);   ///< <asyncio.locks.Barrier object at 0x55d0 [filling, waiters:1/3]>

private:
    struct State;
    static Coroutine<int> wait(std::shared_ptr<State> barrier);
    static Coroutine<int> pass(std::shared_ptr<State> barrier);
    static Coroutine<> block(std::shared_ptr<State> barrier);
    static Coroutine<> fill(std::shared_ptr<State> barrier);
    static Coroutine<> reset(std::shared_ptr<State> barrier);
    static Coroutine<> abort(std::shared_ptr<State> barrier);
    std::shared_ptr<State> state_;
};

}  // namespace asyncio
