#pragma once
#include <deque>
#include <memory>

#include "heapq.hpp"
#include "queue_state.hpp"
#include "repr_value.hpp"

namespace asyncio {

namespace detail {

/// [1, 2], as far as repr() knows the items.
template <class Items>
std::string repr_of_each(const Items& items) {
    std::string text;
    for (const auto& item : items) {
        if (!text.empty()) text += ", ";
        if constexpr (KnownValue<typename Items::value_type>) text += repr(item);
        else text += "...";
    }
    return "[" + text + "]";
}

/// A queue's items, in whatever order it keeps them.
template <class T>
class QueueItems : public QueueState {
public:
    using QueueState::QueueState;
    virtual void put(T item) = 0;
    virtual T get() = 0;
    virtual const char* type() const = 0;
    virtual std::string show_items() const = 0;
    void drop() override { static_cast<void>(get()); }
    std::string show() const override { return show_as(type(), empty() ? std::string() : show_items()); }
};

template <class T>
class FifoItems final : public QueueItems<T> {
public:
    using QueueItems<T>::QueueItems;
    std::size_t size() const override { return items_.size(); }
    void put(T item) override { items_.push_back(std::move(item)); }
    T get() override {
        T item = std::move(items_.front());
        items_.pop_front();
        return item;
    }
    const char* type() const override { return "Queue"; }
    std::string show_items() const override { return repr_of_each(items_); }

private:
    std::deque<T> items_;
};

template <class T>
class LifoItems final : public QueueItems<T> {
public:
    using QueueItems<T>::QueueItems;
    std::size_t size() const override { return items_.size(); }
    void put(T item) override { items_.push_back(std::move(item)); }
    T get() override {
        T item = std::move(items_.back());
        items_.pop_back();
        return item;
    }
    const char* type() const override { return "LifoQueue"; }
    std::string show_items() const override { return repr_of_each(items_); }

private:
    std::vector<T> items_;
};

template <class T>
class PriorityItems final : public QueueItems<T> {
public:
    using QueueItems<T>::QueueItems;
    std::size_t size() const override { return items_.size(); }
    void put(T item) override { heapq::heappush(items_, std::move(item)); }
    T get() override { return heapq::heappop(items_); }
    const char* type() const override { return "PriorityQueue"; }
    std::string show_items() const override { return repr_of_each(items_); }

private:
    std::vector<T> items_;
};

}  // namespace detail

/// Hands items from task to task, first in, first out. Getters wait while it is empty, putters while it is
/// full, each in the order of coming; but an item is handed to nobody: a task that is quicker than the one
/// that was woken may take it. A copy is the same queue, as in Python. Python: asyncio.Queue
template <class T>
class Queue {
public:
    /// `maxsize` 0 or less: there is always room.
    explicit Queue(int maxsize = 0) : Queue(std::make_shared<detail::FifoItems<T>>(maxsize)) {}

    std::size_t qsize() const { return state_->size(); }   ///< how many items are in it
    int maxsize() const { return state_->maxsize(); }
    bool empty() const { return state_->empty(); }
    bool full() const { return state_->full(); }

    /// Puts an item in, waiting while the queue is full. A putter that is cancelled leaves the line.
    /// Emits: suspend on a `queue.put`, if it has to wait; what put_nowait emits. Throws: QueueShutDown
    Coroutine<> put(T item) const { return put(state_, std::move(item)).as("Queue.put"); }
    /// Puts an item in and wakes one getter. Throws: QueueFull, QueueShutDown
    void put_nowait(T item) const {
        state_->check_can_put();
        state_->put(std::move(item));
        state_->has_put();
    }
    /// Takes an item out, waiting while there is none. A getter that is cancelled loses none: the next is woken.
    /// Emits: suspend on a `queue.get`, if it has to wait; what get_nowait emits. Throws: QueueShutDown
    Coroutine<T> get() const { return get(state_).as("Queue.get"); }
    /// Takes an item out and wakes one putter. Throws: QueueEmpty, QueueShutDown
    T get_nowait() const {
        state_->check_can_get();
        T item = state_->get();
        state_->has_got();
        return item;
    }
    /// Says that one item that was taken out has been dealt with. Throws: ValueError, if that was said of all.
    void task_done() const { state_->task_done(); }
    /// Waits until task_done() was called once for every item that was put in.
    /// Emits: suspend on a `queue.join`, if it has to wait.
    Coroutine<> join() const { return QueueState::join(state_).as("Queue.join"); }
    /// From now on nothing can be put in, and taken out only what is there (`immediate`: not even that). Wakes
    /// all who wait. Python: 3.13
    void shutdown(bool immediate = false) const { state_->shutdown(immediate); }
    /// <Queue at 0x55d0 maxsize=2 _queue=['a'] _putters[1] tasks=1>
    friend std::string repr(const Queue& queue) { return queue.state_->show(); }

protected:
    using State = detail::QueueItems<T>;
    explicit Queue(std::shared_ptr<State> state) : state_(std::move(state)) {}

private:
    static Coroutine<> put(std::shared_ptr<State> state, T item) {
        if (state->full()) co_await QueueState::wait_for_room(state);
        Queue(std::move(state)).put_nowait(std::move(item));
    }
    static Coroutine<T> get(std::shared_ptr<State> state) {
        if (state->empty()) co_await QueueState::wait_for_item(state);
        co_return Queue(std::move(state)).get_nowait();
    }

    std::shared_ptr<State> state_;
};

/// A queue whose latest item comes out first. Python: asyncio.LifoQueue
template <class T>
class LifoQueue : public Queue<T> {
public:
    explicit LifoQueue(int maxsize = 0) : Queue<T>(std::make_shared<detail::LifoItems<T>>(maxsize)) {}
};

/// A queue whose smallest item (by <) comes out first; among equal ones, whichever heapq finds first.
/// Python: asyncio.PriorityQueue
template <class T>
class PriorityQueue : public Queue<T> {
public:
    explicit PriorityQueue(int maxsize = 0) : Queue<T>(std::make_shared<detail::PriorityItems<T>>(maxsize)) {}
};

}  // namespace asyncio
