#pragma once
#include <memory>
#include <string>

#include "../coroutine.hpp"
#include "../trace/event.hpp"

namespace asyncio {

/// A flag that tasks can wait for. A copy is the same event, as in Python. Python: asyncio.Event
class Event {
public:
    Event();

    bool is_set() const;       ///< the flag is up
    /// Raises the flag and wakes all who wait, in the order of their coming, even if clear() follows at once.
    void set() const;
    void clear() const;
    /// Waits until the flag is up; gives true. Does not suspend if it is.
    /// Emits: suspend on an `event`, if it has to wait.
    Coroutine<bool> wait() const;

    /// For the library: wait() as part of something else, as which the trace shows the wait.
    Coroutine<bool> wait_as(trace::FutureKind kind) const;

    friend std::string repr(const Event& event);   ///< <asyncio.locks.Event object at 0x55d0 [set]>

private:
    struct State;
    static Coroutine<bool> wait(std::shared_ptr<State> event, trace::FutureKind kind);
    std::shared_ptr<State> state_;
};

}  // namespace asyncio
