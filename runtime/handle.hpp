#pragma once
#include <atomic>
#include <cstdint>
#include <string>

#include "block_pool.hpp"
#include "context.hpp"
#include "counted.hpp"
#include "duration.hpp"
#include "trace/event.hpp"

namespace asyncio {

class FutureState;
class Loop;
class TaskState;

/// What a queue entry says of itself to the log.
struct HandleFacts {
    TaskState* task = nullptr;
    FutureState* fut = nullptr;
    std::string fn;  ///< user callbacks only
};

/// Something that the loop will call once: an entry of the ready queue, a done callback of a future, or
/// (TimerState) of the timer heap. It is in one list at a time, hence one link.
class HandleState : public Pooled {
public:
    explicit HandleState(trace::Callback callback) : callback_(callback) {}
    virtual ~HandleState() = default;
    HandleState(const HandleState&) = delete;

    virtual void run() = 0;
    virtual HandleFacts facts() = 0;
    /// Whose it is: asked of what it belongs to, because few ever ask. nullptr: of no loop that it knows any more.
    virtual Loop* loop() const = 0;
    /// Drops what the callback holds. Called when it is cancelled or has run.
    virtual void clear() {}
    /// A mailbox has brought it, with a reference: pushes it to the loop's ready queue.
    virtual void arrive(Loop& loop);
    /// A done callback is given the future that is done, when it is queued.
    virtual void accept(FutureState*) {}
    /// As Python shows the call: "Clock.tick(1)". "" if it is the program's and has been cleared.
    virtual std::string show();
    /// What it is called in; nullptr: it is the library's own.
    virtual const Context* context() const { return nullptr; }
    /// What tells equal done callbacks apart from others, for their removal.
    virtual const void* tag() const { return nullptr; }

    /// The loop is through with it: drops what the callback holds, and the loop's reference.
    virtual void retire() {
        clear();
        release();
    }
    virtual void retain() { ++references_; }
    virtual void release() { if (--references_ == 0) delete this; }

    virtual void cancel();  ///< emits handle_cancel if it is in the ready queue
    bool cancelled() const { return cancelled_; }
    bool queued() const { return queued_; }
    bool is_step() const { return !(unusual_ & no_step); }   ///< of a task
    trace::Callback callback() const { return callback_; }

protected:
    friend class Loop;
    friend class ReadyQueue;
    friend class DoneCallbacks;
    friend class FutureState;
    friend class Mailbox;
    friend class Recorder;

    void drop();            ///< will not be called any more

    HandleState* next_ = nullptr;

    std::uint32_t references_ = 0;
    std::uint32_t number_ = 0;  ///< of H-n or IO-n; 0: not named yet
    trace::Callback callback_;
    /// What a turn of the loop sees to before it resumes a coroutine: one test for all.
    enum Unusual : std::uint8_t { no_step = 1, unstarted = 2, must_cancel = 4, waits = 8 };
    std::uint8_t unusual_ = no_step;
    bool queued_ = false;           ///< in the ready queue
    bool cancelled_ : 1 = false;
    bool running_ : 1 = false;      ///< then cancel() leaves the clearing to the loop
    bool cleared_ : 1 = false;      ///< what CallOf holds
    bool is_timer_ : 1 = false;
    bool is_watcher_ : 1 = false;
    // Four bytes are left up to a multiple of eight: what derives from this begins there.
};

/// A handle that waits in the timer heap until its time comes.
class TimerState : public HandleState {
public:
    explicit TimerState(trace::Callback callback) : HandleState(callback) { is_timer_ = true; }
    Micros when() const { return when_; }
    void cancel() override;  ///< emits timer_cancel if armed, handle_cancel if it is in the ready queue
    bool armed() const { return position_ != not_armed; }

private:
    friend class Loop;
    friend class TimerHeap;
    static constexpr std::uint32_t not_armed = ~0u;
    std::uint32_t position_ = not_armed;  ///< in the heap
    Micros when_ = 0;
};

/// A handle that stands by until its descriptor is ready, and is queued at each poll that finds it so.
class WatcherState : public HandleState {
public:
    explicit WatcherState(trace::Callback callback) : HandleState(callback) { is_watcher_ = true; }
    void cancel() override;  ///< silent: io_end tells
    void retire() override { cancelled() ? HandleState::retire() : release(); }   ///< it stands by for the next time

private:
    friend class Watchers;
    std::uint64_t order_ = 0;  ///< of registration
};

/// A handle that two threads refer to: the loop's, and the one that asked for the call.
class SharedHandleState : public HandleState {
public:
    using HandleState::HandleState;
    void retain() override { owners_.fetch_add(1, std::memory_order_relaxed); }
    void release() override { if (owners_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this; }

private:
    std::atomic<std::uint32_t> owners_{0};
};

/// The ready queue: a FIFO linked through the handles themselves. Holds a reference to each.
class ReadyQueue {
public:
    ReadyQueue() = default;
    ReadyQueue(const ReadyQueue&) = delete;
    bool empty() const { return end_ == &head_; }
    void push(HandleState* handle) {
        handle->queued_ = true;
        *end_ = handle;
        end_ = &handle->next_;
    }
    /// All of them, or nullptr; the caller takes over the queue's references, and goes on with after().
    HandleState* take_all() {
        *end_ = nullptr;
        end_ = &head_;
        return std::exchange(head_, nullptr);
    }
    static HandleState* after(HandleState* handle) { return handle->next_; }
    /// Puts back what take_all() gave, from `first` on, in front of what has come since.
    void put_back(HandleState* first) {
        HandleState* last = first;
        while (last->next_) last = last->next_;
        last->next_ = head_;
        if (empty()) end_ = &last->next_;
        head_ = first;
    }

private:
    HandleState* head_ = nullptr;
    HandleState** end_ = &head_;   // where the next one is linked: what stands there is nothing yet
};

/// What call_soon returns. Python: asyncio.Handle
class Handle {
public:
    Handle() = default;
    explicit Handle(HandleState* state) : state_(state) {}
    void cancel() const { state_->cancel(); }                      ///< the callback will not be called
    bool cancelled() const { return state_->cancelled(); }
    /// What it is called in; the same, not a copy. Python: 3.12
    Context get_context() const { return state_->context() ? *state_->context() : Context(); }
    explicit operator bool() const { return static_cast<bool>(state_); }
    friend bool operator==(const Handle& a, const Handle& b) { return a.state_ == b.state_; }   ///< the same call
    HandleState* state() const { return state_.get(); }

private:
    Counted<HandleState> state_;
};

/// What call_later and call_at return. Python: asyncio.TimerHandle
class TimerHandle {
public:
    TimerHandle() = default;
    explicit TimerHandle(TimerState* state) : state_(state) {}
    void cancel() const { state_->cancel(); }                      ///< the callback will not be called
    bool cancelled() const { return state_->cancelled(); }
    double when() const { return to_seconds(state_->when()); }     ///< in the loop's time(), seconds
    Context get_context() const { return Handle(state_.get()).get_context(); }
    explicit operator bool() const { return static_cast<bool>(state_); }
    friend bool operator==(const TimerHandle& a, const TimerHandle& b) { return a.state_ == b.state_; }   ///< the same call
    // By their deadlines, as in Python: of two different ones with the same deadline neither is less, nor `<=`.
    friend bool operator<(const TimerHandle& a, const TimerHandle& b) { return a.state_->when() < b.state_->when(); }
    friend bool operator>(const TimerHandle& a, const TimerHandle& b) { return b < a; }
    friend bool operator<=(const TimerHandle& a, const TimerHandle& b) { return a < b || a == b; }
    friend bool operator>=(const TimerHandle& a, const TimerHandle& b) { return b <= a; }
    TimerState* state() const { return state_.get(); }             ///< what it refers to

private:
    Counted<TimerState> state_;
};

}  // namespace asyncio
