#pragma once
#include <deque>
#include <memory>

#include "../awaiters.hpp"
#include "../loop.hpp"

namespace asyncio {

/// Those who wait for a turn each: futures in the order of arrival. Python: the deques of waiters in the
/// locks and in asyncio.Queue.
class WaitingLine {
public:
    /// Of what has a show(), which gives what Python's repr() would.
    template <class Owner>
    explicit WaitingLine(const Owner& owner)
        : owner_(&owner), show_([](const void* shown) { return static_cast<const Owner*>(shown)->show(); }) {}
    WaitingLine(const WaitingLine&) = delete;

    /// A new future at the end of the line. Throws RuntimeError if the line was used with another loop before.
    Future<void> join(trace::FutureKind kind);
    void leave(const Future<void>& waiter);                ///< nothing, if it is not in the line
    /// Wakes the first, if it has not been woken or cancelled; it stays in the line until it goes by itself.
    void wake_first() const;
    /// Wakes the first `n` that have not been woken or cancelled; they stay in the line. Returns how many.
    int wake(std::size_t n) const;
    /// Wakes the first that has not been woken or cancelled, and takes it and those before it out of the line.
    void call_next();
    void call_all();                                       ///< call_next() until nobody is left
    bool all_cancelled() const;
    bool empty() const { return waiting_.empty(); }
    std::size_t size() const { return waiting_.size(); }

private:
    void bind(Loop& loop);

    std::deque<Future<void>> waiting_;
    const void* owner_;
    std::string (*show_)(const void* owner);
    std::shared_ptr<void> bound_to_;                       // what tells the loop from others, even when it is gone
};

/// How Python shows a lock (or another class of asyncio.locks), and how many wait for it.
std::string show_locks(const char* type, const void* address, std::string state, std::size_t waiters = 0);

/// A task's place in a line, from joining it until the wait ends, however it ends.
class PlaceInLine {
public:
    PlaceInLine(WaitingLine& line, trace::FutureKind kind) : line_(line), turn_(line.join(kind)) {}
    ~PlaceInLine() { line_.leave(turn_); }
    PlaceInLine(const PlaceInLine&) = delete;
    const Future<void>& turn() const { return turn_; }

private:
    WaitingLine& line_;
    Future<void> turn_;
};

}  // namespace asyncio
