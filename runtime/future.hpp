#pragma once
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counted.hpp"
#include "exceptions.hpp"
#include "handle.hpp"
#include "repr_value.hpp"
#include "slot.hpp"
#include "trace/event.hpp"

namespace asyncio {

class AnyFuture;
class Recorder;

/// The text that `cancel(msg)` puts into CancelledError; nothing, if absent.
using CancelMessage = std::optional<std::string>;

/// A future's done callbacks, in the order in which they were added: a ring of which it knows the last, after which comes the
/// first.
class DoneCallbacks {
public:
    DoneCallbacks() = default;
    DoneCallbacks(const DoneCallbacks&) = delete;
    ~DoneCallbacks() { clear(); }
    bool empty() const { return last_ == nullptr; }
    /// Puts one at the end, and takes its reference over.
    void add(HandleState* callback) {
        callback->next_ = last_ ? std::exchange(last_->next_, callback) : callback;
        last_ = callback;
    }
    void clear();                                            ///< lets go of all
    void add_to(std::vector<HandleState*>& callbacks) const; ///< for those who look at them
    /// The first, with its reference; nullptr at the end.
    HandleState* take() {
        if (!last_) return nullptr;
        HandleState* first = last_->next_;
        if (first == last_) last_ = nullptr;
        else last_->next_ = first->next_;
        return first;
    }
    /// Removes those for which `matches` holds; returns how many.
    template <class Predicate>
    int remove_if(Predicate matches);

private:
    HandleState* last_ = nullptr;
};

/// What a Future refers to: the state, the callbacks and the error of something that will be done.
class FutureState : public Pooled {
public:
    enum class Status : std::uint8_t { pending, cancelled, finished };

    FutureState(Loop& loop, trace::FutureKind kind, bool is_task = false);
    virtual ~FutureState() = default;
    FutureState(const FutureState&) = delete;
    void retain() { ++references_; }
    void release() { if (--references_ == 0) last_reference_gone(); }
    std::uint32_t references() const { return references_; }

    bool done() const { return status_ != Status::pending; }
    bool cancelled() const { return status_ == Status::cancelled; }
    bool is_task() const { return is_task_; }
    Loop& loop() const { return *loop_; }
    trace::FutureKind kind() const { return kind_; }
    std::uint32_t number() const { return number_; }

    virtual bool cancel(const CancelMessage& message = {});
    /// Throws what result() throws when there is no result to give.
    void check_result() {
        if (status_ != Status::finished || exception_) [[unlikely]] throw_for_result();
        unretrieved_ = false;
    }
    std::exception_ptr exception();          ///< nullptr: it has a result. Throws CancelledError, InvalidStateError
    void set_exception(std::exception_ptr exception);
    /// For a finished future that must not be reported as "never retrieved" any more.
    void mark_retrieved() { unretrieved_ = false; }
    std::exception_ptr peek_exception() const { return status_ == Status::finished ? exception_ : nullptr; }
    std::exception_ptr make_cancelled_error();
    CancelMessage cancel_message() const { return words_ ? words_->cancel_message : std::nullopt; }

    void add_done_callback(HandleState* callback);
    template <class Predicate>
    int remove_done_callbacks(Predicate matches) { return callbacks_.remove_if(matches); }

    /// The result as Python's repr shows it, once it is there.
    virtual std::string show_result() const { return "None"; }
    void add_callbacks(std::vector<HandleState*>& callbacks) const { callbacks_.add_to(callbacks); }
    /// The tasks that this future is made of, where it is (gather, wait): for the eye.
    virtual void add_parts(std::vector<FutureState*>&) {}
    /// Do not report that it was destroyed while pending (Python: _log_destroy_pending = False).
    void do_not_report_destruction() { report_destruction_ = false; }

    // For those who finish it: what set_result does before and after the value is put into its slot.
    void begin_set_result();                 ///< throws InvalidStateError if done; emits future_done
    void finish_result() { finish(Status::finished); }

protected:
    friend class GatherState;
    friend class Recorder;
    friend class TaskState;
    template <class T, class Base> friend class FutureOf;
    template <class T> friend Slot<T>& slot_of(FutureState&);
    virtual void last_reference_gone();
    /// What few have.
    struct Words : Pooled {
        CancelMessage cancel_message;
        std::optional<std::string> name;     ///< of a task; none: Task-n
    };
    Words& words() {                         ///< for those who have something to put into them
        if (!words_) words_ = std::make_unique<Words>();
        return *words_;
    }
    void set_cancel_message(const CancelMessage& message) {
        if (message || words_) [[unlikely]] words().cancel_message = message;
    }
    void note_new();                         ///< to the log and to debug mode
    void throw_for_result();
    void check_pending();                    ///< throws InvalidStateError
    void finish(Status status);              ///< sets the status and queues the callbacks
    void finish_cancelled(const CancelMessage& message);
    void finish_exception(std::exception_ptr exception);
    void report(const char* message);        ///< to the loop's exception handler; this object lives on if the handler keeps it

    Counted<Loop> loop_;
    DoneCallbacks callbacks_;
    /// What it failed with. If it is cancelled: what the task ended with, given out once. While a task is pending: what
    /// is thrown into its coroutine at its next step, or what the coroutine has thrown.
    std::exception_ptr exception_;
    std::unique_ptr<Words> words_;
    std::uint32_t references_ = 0;
    std::uint32_t number_ = 0;               ///< of Future-n or Task-n; 0: the trace has not mentioned it
    Status status_ = Status::pending;
    trace::FutureKind kind_;
    const bool is_task_ : 1;
    bool passes_cancel_on_ : 1 = false;      ///< a task, while a cancellation is on its way to what it waits for
    bool exception_is_new_ : 1 = false;      ///< a task's that its coroutine has still to throw: it was made for that
    bool unretrieved_ = false;
    bool report_destruction_ = true;
    bool gathered_ = false;                  ///< while a gather looks which of its children are the same

private:
    std::uint16_t slot_offset_ = 0;          ///< from this object to its Slot<T>
};

/// Where the result of a future goes, whatever its class. T must be its type.
template <class T>
Slot<T>& slot_of(FutureState& future) {
    return *reinterpret_cast<Slot<T>*>(reinterpret_cast<char*>(&future) + future.slot_offset_);
}

/// A future (or, with Base = TaskState, a task) with a place for its result. T may be void.
template <class T, class Base = FutureState>
class FutureOf : public Base {
public:
    template <class... Args>
    [[gnu::always_inline]] explicit FutureOf(Args&&... args) : Base(std::forward<Args>(args)...) {
        this->FutureState::slot_offset_ = static_cast<std::uint16_t>(reinterpret_cast<char*>(&slot_) - reinterpret_cast<char*>(static_cast<FutureState*>(this)));
    }
    /// Throws InvalidStateError if it is done. Emits future_done, then the callbacks' pushes.
    template <class... U>
    void set_result(U&&... value) {
        this->begin_set_result();
        slot_.set(std::forward<U>(value)...);
        this->finish_result();
    }
    std::string show_result() const override {
        if constexpr (std::is_void_v<T>) return detail::repr_value(None());
        else return detail::repr_value(slot_.get());
    }

protected:
    [[no_unique_address]] Slot<T> slot_;
};

[[noreturn]] void refuse_empty_future();   ///< throws RuntimeError

/// A reference to a future of any type. Equal if it refers to the same future. One that refers to none is false, and throws
/// RuntimeError for all that is asked of it.
class AnyFuture {
public:
    AnyFuture() = default;
    explicit AnyFuture(FutureState* state) : state_(state) {}

    bool done() const { return checked().done(); }   ///< it has a result or an exception, or was cancelled
    bool cancelled() const { return checked().cancelled(); }
    /// Asks for cancellation. A plain future is cancelled at once; a task is only asked, a gather passes it on.
    /// Returns false if it was done already. Emits cancel or future_done and what follows from it.
    bool cancel(CancelMessage message = {}) const { return checked().cancel(message); }
    /// The exception it failed with, or nullptr. Throws CancelledError, or InvalidStateError if not done.
    std::exception_ptr exception() const { return checked().exception(); }
    /// Emits future_done and the callbacks' pushes. Throws InvalidStateError if it is done, RuntimeError if it is a
    /// task, TypeError for StopIteration.
    void set_exception(std::exception_ptr e) const { checked().set_exception(std::move(e)); }
    template <class E> requires (std::is_base_of_v<BaseException, E> || std::is_base_of_v<std::exception, E>)
    void set_exception(E e) const {
        if constexpr (std::is_same_v<E, OSError>) set_exception(os_error_of_its_kind(e));
        else set_exception(std::make_exception_ptr(std::move(e)));
    }
    Loop& get_loop() const { return checked().loop(); }   ///< whose it is

    /// Calls `fn(future)` from the ready queue once it is done, in `context` (default: a copy of the present one).
    /// Callbacks run in the order of adding. (A Future<T> hands itself over as such, so does a Task<T>.) `fn` may also take
    /// nothing.
    template <class F>
    void add_done_callback(F fn, std::optional<Context> context = {}) const { add_user_callback<AnyFuture>(std::move(fn), std::move(context)); }
    /// Removes all equal callbacks (functions; a lambda equals nothing); returns how many.
    template <class F>
    int remove_done_callback(F fn) const;

    FutureState* state() const { return state_.get(); }   ///< for the library
    explicit operator bool() const { return static_cast<bool>(state_); }
    friend bool operator==(const AnyFuture& a, const AnyFuture& b) { return a.state_ == b.state_; }
    /// For std::set and std::map: some order.
    friend bool operator<(const AnyFuture& a, const AnyFuture& b) { return std::less<>()(a.state_.get(), b.state_.get()); }

protected:
    FutureState& checked() const {
        if (!state_) [[unlikely]] refuse_empty_future();
        return *state_;
    }
    template <class Argument, class F>
    void add_user_callback(F fn, std::optional<Context> context) const;

    Counted<FutureState> state_;
};

/// A reference to something that will be done: copying it makes another reference to the same future.
///
/// Python: asyncio.Future. Make one with Loop::create_future<T>(), or from the loop; without one it refers to nothing.
template <class T = void>
class Future : public AnyFuture {
public:
    using Value = T;
    Future() = default;
    explicit Future(FutureState* state) : AnyFuture(state) {}  ///< whose result must be a T
    explicit Future(Loop& loop);                               ///< a new one. Emits: future_new

    /// Throws what it failed with, CancelledError, or InvalidStateError if it is not done.
    typename Slot<T>::Reference result() const {
        checked().check_result();
        return slot_of<T>(*state_).get();
    }
    /// Emits future_done and the callbacks' pushes. Throws InvalidStateError if it is done, RuntimeError if it is a task.
    void set_result(asyncio::Value<T> value = {}) const {
        checked().begin_set_result();
        slot_of<T>(*state_).set(std::move(value));
        state_->finish_result();
    }
    template <class F>
    void add_done_callback(F fn, std::optional<Context> context = {}) const { add_user_callback<Future>(std::move(fn), std::move(context)); }
};

namespace detail {
/// The result for somebody who keeps it (see Slot::to_keep). Throws what result() throws.
template <class T>
T result_to_keep(const Future<T>& future) {
    future.result();
    return slot_of<T>(*future.state()).to_keep();
}
}  // namespace detail

template <class Predicate>
int DoneCallbacks::remove_if(Predicate matches) {
    DoneCallbacks kept, removed;   // which go last: what goes with them may add and remove callbacks
    int count = 0;
    while (HandleState* callback = take()) {
        const bool goes = matches(callback);
        (goes ? removed : kept).add(callback);
        count += goes;
    }
    last_ = std::exchange(kept.last_, nullptr);
    return count;
}

}  // namespace asyncio

/// @cond
// Futures and tasks may be in a std::unordered_set.
template <class F> requires std::is_base_of_v<asyncio::AnyFuture, F>
struct std::hash<F> {
    std::size_t operator()(const F& future) const { return std::hash<const void*>()(future.state()); }
};
/// @endcond
