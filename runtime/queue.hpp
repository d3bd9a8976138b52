#pragma once
#include <deque>

#include "awaiters.hpp"
#include "done_call.hpp"
#include "loop.hpp"

namespace asyncio {

/// A line of tasks that wait for a turn each: futures in the order of arrival. Python: the deques of
/// waiters in asyncio.Queue and the locks.
class WaitingLine {
public:
    /// A new future at the end of the line.
    Future<void> join(Loop& loop, trace::FutureKind kind) {
        waiting_.emplace_back(new FutureOf<void>(loop, kind));
        return waiting_.back();
    }
    void leave(const Future<void>& waiter) { std::erase(waiting_, waiter); }
    /// Wakes the first that has not been woken or cancelled, and takes it out of the line.
    void wake_next() {
        while (!waiting_.empty()) {
            Future<void> first = std::move(waiting_.front());
            waiting_.pop_front();
            if (first.done()) continue;
            first.set_result();
            return;
        }
    }
    bool empty() const { return waiting_.empty(); }

private:
    std::deque<Future<void>> waiting_;
};

/// First in, first out. Getters wait while it is empty. Python: asyncio.Queue
template <class T>
class Queue {
public:
    bool empty() const { return items_.empty(); }
    std::size_t qsize() const { return items_.size(); }
    /// Puts an item in and wakes one getter.
    void put_nowait(T item) {
        items_.push_back(std::move(item));
        getters_.wake_next();
    }
    /// Waits until there is an item. A getter that is cancelled loses none: the next one is woken.
    Coroutine<T> get() {
        while (items_.empty()) {
            Future<void> getter = getters_.join(get_running_loop(), trace::FutureKind::queue_get);
            try {
                co_await getter;
            } catch (...) {
                getter.cancel();
                getters_.leave(getter);
                if (!items_.empty() && !getter.cancelled()) getters_.wake_next();
                throw;
            }
        }
        T item = std::move(items_.front());
        items_.pop_front();
        co_return item;
    }

private:
    std::deque<T> items_;
    WaitingLine getters_;
};

}  // namespace asyncio
