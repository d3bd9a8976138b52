#pragma once
#include <unordered_set>
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
    /// Somebody who waits for many, which need not be noted one by one: the owner of a task group.
    class Owner {
    public:
        virtual ~Owner() = default;
        virtual bool waits_for(const FutureState& fut) const = 0;   ///< it is among the many
        virtual AnyFuture waiter() const = 0;                       ///< who waits
    };
    void add(const Owner& owner) { owners_.insert(&owner); }           ///< until it is discarded
    void discard(const Owner& owner) { owners_.erase(&owner); }
    void add(const AnyFuture& fut, const AnyFuture& waiter);       ///< see future_add_to_awaited_by
    void discard(const AnyFuture& fut, const AnyFuture& waiter);   ///< see future_discard_from_awaited_by
    void clear() { noted_.clear(); }                                   ///< takes all back
    std::vector<AnyFuture> waiters_of(const FutureState& fut) const;   ///< in order of noting; owners come first
    bool has(const FutureState& fut, const FutureState& waiter) const;   ///< `waiter` is among them

private:
    std::unordered_set<const Owner*> owners_;
    std::vector<std::pair<AnyFuture, AnyFuture>> noted_;   // who is awaited, by whom
};

}  // namespace asyncio
