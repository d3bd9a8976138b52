#include "queue_state.hpp"

#include <fmt/format.h>

namespace asyncio {

using trace::FutureKind;

QueueState::QueueState(int maxsize) : maxsize_(maxsize) { finished_.set(); }

void QueueState::check_can_put() const {
    if (shut_down_) throw QueueShutDown();
    if (full()) throw QueueFull();
}

void QueueState::has_put() {
    ++unfinished_;
    finished_.clear();
    getters_.call_next();
}

void QueueState::check_can_get() const {
    if (!empty()) return;
    if (shut_down_) throw QueueShutDown();
    throw QueueEmpty();
}

Coroutine<> QueueState::wait_for_item(std::shared_ptr<QueueState> queue) {
    while (queue->empty()) {
        if (queue->shut_down_) throw QueueShutDown();
        co_await wait_for_turn(queue, queue->getters_, FutureKind::queue_get, &QueueState::empty);
    }
}

Coroutine<> QueueState::wait_for_room(std::shared_ptr<QueueState> queue) {
    while (queue->full()) {
        if (queue->shut_down_) throw QueueShutDown();
        co_await wait_for_turn(queue, queue->putters_, FutureKind::queue_put, &QueueState::full);
    }
}

/// Waits in the line until called. One that is cancelled when it has been called already has the next called,
/// unless there is nothing to be called for.
Coroutine<> QueueState::wait_for_turn(std::shared_ptr<QueueState> queue, WaitingLine& line, FutureKind kind,
                                      bool (QueueState::*in_vain)() const) {
    const Future<void> turn = line.join(kind);   // whoever calls it takes it out of the line
    struct Abandoned {                           // nobody will go on here: the frame is destroyed
        WaitingLine& line;
        const Future<void>& turn;
        ~Abandoned() { if (!turn.done()) line.leave(turn); }
    } abandoned{line, turn};
    try {
        co_await turn;
    } catch (...) {
        turn.cancel();
        line.leave(turn);
        if (!((*queue).*in_vain)() && !turn.cancelled()) line.call_next();
        throw;
    }
}

void QueueState::task_done() {
    if (unfinished_ <= 0) throw ValueError("task_done() called too many times");
    if (--unfinished_ == 0) finished_.set();
}

Coroutine<> QueueState::join(std::shared_ptr<QueueState> queue) {
    if (queue->unfinished_ > 0) co_await queue->finished_.wait_as(FutureKind::queue_join);
}

void QueueState::shutdown(bool immediate) {
    shut_down_ = true;
    if (immediate) {
        for (; !empty(); drop())
            if (unfinished_ > 0) --unfinished_;
        if (unfinished_ == 0) finished_.set();
    }
    getters_.call_all();
    putters_.call_all();
}

std::string QueueState::show_as(const char* type, const std::string& items) const {
    std::string text = fmt::format("<{} at {} maxsize={}", type, static_cast<const void*>(this), maxsize_);
    if (!items.empty()) text += " _queue=" + items;
    if (!getters_.empty()) text += fmt::format(" _getters[{}]", getters_.size());
    if (!putters_.empty()) text += fmt::format(" _putters[{}]", putters_.size());
    if (unfinished_ > 0) text += fmt::format(" tasks={}", unfinished_);
    return text + (shut_down_ ? " shutdown>" : ">");
}

}  // namespace asyncio
