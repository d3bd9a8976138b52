#pragma once
#include <string>

#include "coroutine.hpp"
#include "frame.hpp"
#include "loop.hpp"
#include "owner_of.hpp"
#include "python_repr.hpp"
#include "throw_new.hpp"

namespace asyncio {

/// What a task tells of its coroutine.
class TaskCoroutine {
public:
    explicit TaskCoroutine(const char* name) : name_(name) {}
    const char* name() const { return name_; }   ///< Python: coro.__name__

private:
    const char* name_;
};

/// What a Task refers to: a coroutine that the loop drives, step by step.
class TaskState : public FutureState {
public:
    [[gnu::always_inline]] TaskState(Loop& loop, Context&& context)
        : FutureState(loop, trace::FutureKind::none, true), context_(std::move(context)) {
        number_ = loop.next_task_number();
        loop.add_task(*this);
    }
    ~TaskState() override {
        loop_->remove_task(*this);
        if (frame_) [[unlikely]] destroy_frame();
    }

    bool cancel(const CancelMessage& message = {}) override;
    int cancelling() const { return cancel_requests_; }
    int uncancel();
    std::string name() const;
    void set_name(std::string name);
    const Context& context() const { return context_; }
    bool started() const { return !step_.is(Step::unstarted); }
    const char* coroutine_name() const { return short_name(qualified_name()); }
    const char* qualified_name() const { return frame_ ? PromiseBase::of(frame_).name : ended_as_; }   ///< "Queue.get" for get
    std::string defined_at() const;            ///< "a.cpp:12": where its coroutine function stands

    /// Takes the coroutine over and queues the first step. Emits: task_new, push, task_name. With `eager_start`, in a
    /// loop that runs, the first step runs now, inside the present one. Emits: task_new, task_name, step and so on.
    void begin(std::coroutine_handle<> frame, PromiseBase& promise, std::string&& name, bool eager_start = false) {
        frame_ = leaf_ = frame;
        defined_at_ = promise.where;
        promise.error = &exception_;
        if (loop_->recorder() || eager_start || !name.empty()) [[unlikely]] return begin_otherwise(promise, std::move(name), eager_start);
        retain();
        loop_->push_unrecorded(&step_);
    }
    FutureState* waiter() const { return waiter_.get(); }         ///< what it waits for; nullptr: for nothing
    /// The coroutine's own frame; nullptr once it is done.
    const PromiseBase* outermost() const { return frame_ ? &PromiseBase::of(frame_) : nullptr; }

    // Called by awaiters, inside a step, just before the step ends. A step that is in the ready queue when it ends has handed
    // the reference of the handle that runs over to it.
    void wait_for(FutureState& future, std::coroutine_handle<> leaf, PromiseBase& promise);   ///< emits suspend
    void give_way(std::coroutine_handle<> leaf, PromiseBase& promise) {                       ///< emits suspend (yield), push
        leaf_ = leaf;
        if (loop_->recorder()) [[unlikely]] return give_way_recorded(promise);
        loop_->push_unrecorded(&step_);
    }
    /// Emits: suspend (error), push. The next step throws RuntimeError(message).
    void bad_yield(std::coroutine_handle<> leaf, PromiseBase& promise, const std::string& message);
    /// Called when an awaiter goes on: whether something is to be thrown into the coroutine.
    bool is_interrupted() const { return static_cast<bool>(exception_); }
    /// Throws that, if there is anything.
    [[gnu::always_inline]] void rethrow_if_asked() {
        if (!exception_) [[likely]] return;
        if (exception_is_new_) throw_new(exception_);
        std::rethrow_exception(std::exchange(exception_, nullptr));
    }

protected:
    void last_reference_gone() override;

private:
    friend class Loop;
    friend class Recorder;

    /// The task's place in the ready queue, and its callback of the future it waits for.
    class Step final : public HandleState {
    public:
        Step() : HandleState(trace::Callback::task_step) { unusual_ = unstarted; }
        void run() override;
        HandleFacts facts() override;
        Loop* loop() const override { return task().loop_.get(); }
        void retain() override { task().retain(); }
        void release() override { task().release(); }
        void queue_as(trace::Callback callback) { callback_ = callback; }
        bool is(Unusual what) const { return unusual_ & what; }
        bool is_usual() const { return unusual_ == 0; }
        void set(Unusual what) { unusual_ |= what; }
        void unset(Unusual what) { unusual_ &= ~what; }
        using HandleState::Unusual, HandleState::unstarted, HandleState::must_cancel, HandleState::waits;
        inline TaskState& task() const;
    };

    void run_step(Recorder* recorder);         ///< see step.hpp
    bool prepare_step(Recorder* recorder);     ///< what is not in every step; false: cancelled before its first
    void run_step_inside();                    ///< inside the present step, if there is one
    void begin_otherwise(const PromiseBase& promise, std::string&& name, bool eager_start);
    void run_first_step_now();
    void queue_step();
    void give_way_recorded(PromiseBase& promise);
    void take_cancellation();
    void rethrow_if_it_leaves_the_loop();
    void take_outcome_of_waiter();
    void finish_step();
    void finish_failed(std::exception_ptr error);
    friend class CancelWalk;
    void request_cancel(const CancelMessage& message);
    void pass_cancel_on();
    void cancel_at_next_step(const CancelMessage& message);
    void cancel_new_waiter(FutureState& future);
    void destroy_frame();
    void give_up();                            ///< nobody will ever run it on

    [[no_unique_address]] Step step_;          ///< four bytes are left in it
    int cancel_requests_ = 0;
    std::coroutine_handle<> frame_;            ///< the coroutine's own, until it is done
    union {
        const char* ended_as_ = "";            ///< without it: what the coroutine is called
        std::coroutine_handle<> leaf_;         ///< with it: the frame that goes on
    };
    Counted<FutureState> waiter_;              ///< what it waits for (Python: _fut_waiter); the step knows whether there is one
    Context context_;
    std::source_location defined_at_;          ///< where its coroutine function stands
    TaskState *previous_ = nullptr, *next_ = nullptr;   ///< in the loop's list
};

inline TaskState& TaskState::Step::task() const { return owner_of(this, &TaskState::step_); }

inline void Loop::add_task(TaskState& task) {
    task.previous_ = last_task_;
    (last_task_ ? last_task_->next_ : first_task_) = &task;
    last_task_ = &task;
}

inline void Loop::remove_task(TaskState& task) {
    (task.previous_ ? task.previous_->next_ : first_task_) = task.next_;
    (task.next_ ? task.next_->previous_ : last_task_) = task.previous_;
}

/// A reference to a task of any type.
class AnyTask : public AnyFuture {
public:
    AnyTask() = default;
    explicit AnyTask(TaskState* state) : AnyFuture(state) {}
    int cancelling() const { return state()->cancelling(); }   ///< requests to cancel that were not taken back
    int uncancel() const { return state()->uncancel(); }       ///< takes one back; returns what is left. Emits: uncancel
    std::string get_name() const { return state()->name(); }
    void set_name(std::string name) const { state()->set_name(std::move(name)); }   ///< Emits: task_name
    /// The context that its coroutine runs in; the same, not a copy. Python: 3.12
    Context get_context() const { return state()->context(); }
    TaskCoroutine get_coro() const { return TaskCoroutine(state()->coroutine_name()); }
    /// Where its own coroutine stands: one frame, or none if it is done. (What that awaits is not in it, as in Python:
    /// the call graph has it.) At most `limit` of them.
    std::vector<Frame> get_stack(std::optional<int> limit = {}) const;
    void print_stack(std::optional<int> limit = {}) const;   ///< the same as a traceback, to standard error
    TaskState* state() const { return static_cast<TaskState*>(state_.get()); }
};

/// A coroutine on its way: a future whose result the coroutine's end gives. Python: asyncio.Task
template <class T = void>
class Task : public AnyTask {
public:
    using Value = T;
    Task() = default;
    explicit Task(TaskState* state) : AnyTask(state) {}
    explicit Task(FutureState* state) : AnyTask(static_cast<TaskState*>(state)) {}   ///< which must be a task
    operator Future<T>() const { return Future<T>(state_.get()); }
    /// Throws what the coroutine threw, CancelledError, or InvalidStateError if it is not done.
    typename Slot<T>::Reference result() const { return Future<T>(*this).result(); }
    /// Python has these on every future; a task refuses them. Throws: RuntimeError
    template <class... U>
    void set_result(U&&...) const { throw RuntimeError("Task does not support set_result operation"); }
    template <class E>
    void set_exception(E&&) const { throw RuntimeError("Task does not support set_exception operation"); }
    template <class F>
    void add_done_callback(F fn, std::optional<Context> context = {}) const {
        this->template add_user_callback<Task>(std::move(fn), std::move(context));
    }
};

inline AnyTask ErrorContext::task() const {
    return future && future.state()->is_task() ? AnyTask(static_cast<TaskState*>(future.state())) : AnyTask();
}

/// For the trace: somebody asked for a task of something that is no coroutine. Emits: task_new
void refuse_task(Loop& loop, const std::string& name);

/// The task whose step is running; empty in plain callbacks. Throws RuntimeError if no loop runs here.
AnyTask current_task();
/// The tasks of the loop (default: the running one) that are not done, in order of creation.
std::vector<AnyTask> all_tasks(Loop* loop = nullptr);
inline std::vector<AnyTask> all_tasks(Loop& loop) { return all_tasks(&loop); }

namespace detail {

/// The task itself, whatever the loop's factory would make. Inlined with all that it takes to make a task: else half of the
/// instructions would be calls.
template <class T>
[[gnu::always_inline]] inline Task<T> begin_task(Loop& loop, Coroutine<T>& coroutine, TaskOptions&& options, Place where) {
    auto* state = new FutureOf<T, TaskState>(loop, options.context ? *std::move(options.context) : inherited_context());
    Task<T> task(state);
    if (loop.origins()) [[unlikely]] loop.note_origin(task.state(), where);
    auto frame = coroutine.start();
    frame.promise().deliver_to(slot_of<T>(*state));
    state->begin(coroutine.release(), frame.promise(), std::move(options.name), options.eager_start.value_or(false));
    return task;
}

}  // namespace detail

/// A task as the loop's factory makes it.
template <class T>
[[gnu::always_inline]] inline Task<T> make_task(Loop& loop, Coroutine<T>&& coroutine, TaskOptions&& options, Place where = Place::current());
template <class T>
Task<T> make_task(Loop& loop, Coroutine<T>&& coroutine, std::string name = {}, Context context = inherited_context(),
                  Place where = Place::current()) {
    return make_task(loop, std::move(coroutine), TaskOptions{std::move(name), std::move(context), {}}, where);
}

/// Makes a task of `coroutine` and queues its first step; nothing of it runs before the caller gives way
/// (unless it is to start eagerly). Python: asyncio.create_task
/// Emits: task_new, push. Throws: RuntimeError if no loop runs in this thread.
template <class T>
Task<T> create_task(Coroutine<T>&& coroutine, TaskOptions options = {}, Place where = Place::current()) {
    if (!here.loop) [[unlikely]] checked_for(coroutine, get_running_loop);
    return make_task(*here.loop, std::move(coroutine), std::move(options), where);
}
/// A coroutine that has a name is used up, as in Python: `auto c = work(); auto task = create_task(c);`
template <class T>
Task<T> create_task(Coroutine<T>& coroutine, TaskOptions options = {}, Place where = Place::current()) {
    return make_task(get_running_loop(), std::move(coroutine), std::move(options), where);
}
template <class C> requires detail::is_coroutine<std::remove_cvref_t<C>>
auto create_task(C&& coroutine, std::string name, Place where = Place::current()) {
    return create_task(std::forward<C>(coroutine), TaskOptions{.name = std::move(name)}, where);
}

/// Anything else is refused, as in Python. Emits: task_new of a task that never begins. Throws: TypeError
template <class A> requires (!detail::is_coroutine<A> && !detail::StandsForCoroutine<A>)
Task<> create_task(const A& thing, TaskOptions = {}) {
    refuse_task(get_running_loop(), detail::function_name(thing));
    throw TypeError(detail::not_a_coroutine_text(thing));
}

template <class T>
Task<T> Loop::create_task(Coroutine<T>&& coroutine, TaskOptions options, Place where) {
    return make_task(*this, std::move(coroutine), std::move(options), where);
}
template <class T>
Task<T> Loop::create_task(Coroutine<T>& coroutine, TaskOptions options, Place where) {
    return make_task(*this, std::move(coroutine), std::move(options), where);
}
template <class T>
Task<T> Loop::create_task(Coroutine<T>&& coroutine, std::string name, Place where) {
    return make_task(*this, std::move(coroutine), TaskOptions{.name = std::move(name)}, where);
}

}  // namespace asyncio

#include "task_factory.hpp"
