#pragma once
#include <optional>

#include "async_with.hpp"
#include "task.hpp"

namespace asyncio {

/// A deadline for a block of code: `co_await async_with(timeout(0.5), [&](Timeout& t) -> Coroutine<> {...})`.
///
/// At the deadline the task is cancelled; where the block ends, CancelledError becomes TimeoutError.
/// A cancellation from elsewhere stays what it is. Python: asyncio.Timeout
class Timeout {
public:
    explicit Timeout(std::optional<double> when) : when_(when) {}
    Timeout(Timeout&& other) : when_(other.when_) {}   // before it is entered only
    ~Timeout();

    std::optional<double> when() const { return when_; }   ///< the deadline in the loop's time(), seconds; none: no limit
    /// Moves the deadline. Emits: timer_cancel, timer_arm. Throws RuntimeError unless inside the block and not expired.
    void reschedule(std::optional<double> when);
    const char* state() const;                             ///< "created", "active", "expiring", "expired", "finished"
    bool expired() const { return state_ == State::expiring || state_ == State::expired; }

    Coroutine<> enter();                             ///< Throws RuntimeError outside of a task, or the second time
    Coroutine<bool> exit(std::exception_ptr error);  ///< Throws TimeoutError if it has struck

private:
    enum class State { created, entered, expiring, expired, exited };
    void time_is_up();

    std::optional<double> when_;
    State state_ = State::created;
    AnyTask task_;
    int cancelling_ = 0;                ///< requests that were there before
    Counted<HandleState> handle_;
};

std::string repr(const Timeout& timeout);   ///< <Timeout [active] when=0.5>

/// A limit of `delay` seconds from now; none: no limit. Throws RuntimeError if no loop runs here.
Timeout timeout(std::optional<Seconds> delay);
/// A limit at an absolute time, in seconds of the loop's time().
Timeout timeout_at(std::optional<double> when);

}  // namespace asyncio
