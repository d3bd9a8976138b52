#pragma once
#include <utility>
#include <vector>

#include "future.hpp"

namespace asyncio {

/// Notes that `waiter` waits for `fut`, for the call graph: in a way that this cannot know by itself, as through a queue
/// or a library of one's own. Twice is once. It holds until it is discarded, `fut` is done or the loop closed.
///
/// Python 3.14: asyncio.future_add_to_awaited_by
void future_add_to_awaited_by(const AnyFuture& fut, const AnyFuture& waiter);
/// Takes that back; does nothing if it was not noted. Python 3.14: asyncio.future_discard_from_awaited_by
void future_discard_from_awaited_by(const AnyFuture& fut, const AnyFuture& waiter);

/// What a loop has noted of its futures. For the library.
class AwaitedBy {
public:
    void add(const AnyFuture& fut, const AnyFuture& waiter);       ///< see future_add_to_awaited_by
    void discard(const AnyFuture& fut, const AnyFuture& waiter);   ///< see future_discard_from_awaited_by
    void clear() { noted_.clear(); }                                   ///< takes all back
    std::vector<AnyFuture> waiters_of(const FutureState& fut) const;   ///< in order of noting
    bool has(const FutureState& fut, const FutureState& waiter) const;   ///< `waiter` is among them

private:
    std::vector<std::pair<AnyFuture, AnyFuture>> noted_;   // who is awaited, by whom
};

}  // namespace asyncio
