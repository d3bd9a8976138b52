#include "task.hpp"

#include "awaiters.hpp"
#include "cancel_walk.hpp"
#include "recorder.hpp"
#include "repr.hpp"
#include "program_state.hpp"
#include "sleep.hpp"
#include "step.hpp"
#include "trashcan.hpp"

namespace asyncio {

// Memory is most of what a task costs. These hold wherever a pointer and all that is made of one (std::exception_ptr,
// std::unique_ptr, std::source_location) take 8 bytes, and a class begins in the bytes that its base leaves free.
static_assert(sizeof(void*) != 8 || (sizeof(HandleState) <= 32 && sizeof(TimerState) <= 40));
static_assert(sizeof(void*) != 8 || (sizeof(FutureState) <= 56 && sizeof(TaskState) <= 144 && sizeof(SleepState) <= 96));

void TaskState::Step::run() { task().run_step_inside(); }

HandleFacts TaskState::Step::facts() {
    return {&task(), callback_ == trace::Callback::task_wakeup ? task().waiter_.get() : nullptr, ""};
}

void TaskState::begin_otherwise(const PromiseBase& promise, std::string&& name, bool eager_start) {
    if (Recorder* r = loop_->recorder()) r->task_new(*this, promise);
    const bool now = eager_start && loop_->is_running();
    if (!now) retain(), queue_step();
    if (!name.empty()) set_name(std::move(name));
    if (now) run_first_step_now();
}

void TaskState::run_step_inside() {
    struct Interrupted {
        TaskState* task = std::exchange(here.task, nullptr);
        Context* context = here.context;
        ~Interrupted() {
            here.task = task;
            here.context = context;
        }
    } interrupted;
    run_step(loop_->recorder());
}

void TaskState::run_first_step_now() {
    run_step_inside();
    if (step_.queued()) retain();
}

std::string TaskState::defined_at() const { return defined_at_.file_name() + (":" + std::to_string(defined_at_.line())); }

std::string TaskState::name() const { return words_ && words_->name ? *words_->name : "Task-" + std::to_string(number_); }

void TaskState::set_name(std::string name) {
    words().name = std::move(name);
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->task_name(*this, *words_->name);
}

bool TaskState::cancel(const CancelMessage& message) {
    unretrieved_ = false;
    if (done()) return false;
    if (waiter_ && CancelWalk::asks_others(*waiter_)) return CancelWalk(message).run(*this);
    request_cancel(message);
    if (!waiter_ || !Counted<FutureState>(waiter_)->cancel(message)) cancel_at_next_step(message);
    return true;
}

/// Throws RecursionError if it does so already: it waits for itself.
void TaskState::pass_cancel_on() {
    if (passes_cancel_on_) throw RecursionError("maximum recursion depth exceeded");
    passes_cancel_on_ = true;
}

/// Which is in the ready queue, or running.
void TaskState::cancel_at_next_step(const CancelMessage& message) {
    step_.set(Step::must_cancel);
    set_cancel_message(message);
}

void TaskState::request_cancel(const CancelMessage& message) {
    ++cancel_requests_;
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->cancel(*this, cancel_requests_, message);
}

int TaskState::uncancel() {
    if (cancel_requests_ > 0 && --cancel_requests_ == 0) step_.unset(Step::must_cancel);
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->uncancel(*this, cancel_requests_);
    return cancel_requests_;
}

void TaskState::wait_for(FutureState& future, std::coroutine_handle<> leaf, PromiseBase& promise) {
    if (&future.loop() != loop_.get())
        return bad_yield(leaf, promise, "Task " + repr(AnyTask(this)) + " got Future " + repr(AnyFuture(&future)) + " attached to a different loop");
    if (&future == this) return bad_yield(leaf, promise, "Task cannot await on itself: " + repr(AnyTask(this)));
    leaf_ = leaf;
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->suspend(*this, future, promise);
    step_.queue_as(trace::Callback::task_wakeup);
    waiter_ = Counted<FutureState>(&future);
    step_.set(Step::waits);
    retain();
    if (future.done()) [[unlikely]] future.add_done_callback(&step_), release();
    else future.callbacks_.add(&step_);
    if (step_.is(Step::must_cancel)) [[unlikely]] cancel_new_waiter(future);
    if (step_.queued()) [[unlikely]] release();
}

/// It stays suspended if that goes wrong: whom it waits for may wait for it.
void TaskState::cancel_new_waiter(FutureState& future) {
    try {
        if (future.cancel(cancel_message())) step_.unset(Step::must_cancel);
    } catch (const BaseException&) {
        loop_->call_exception_handler({.message = "Exception in callback", .exception = std::current_exception()});
    }
}

void TaskState::give_way_recorded(PromiseBase& promise) {
    loop_->recorder()->give_way(*this, step_, promise);
    loop_->push_unrecorded(&step_);
}

void TaskState::bad_yield(std::coroutine_handle<> leaf, PromiseBase& promise, const std::string& message) {
    leaf_ = leaf;
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->suspend(*this, trace::Ref(trace::Ref::Type::error), promise);
    exception_ = std::make_exception_ptr(RuntimeError(message));
    exception_is_new_ = true;
    queue_step();
}

void TaskState::queue_step() { loop_->push_counted(&step_); }

/// What the future that it waited for throws into the coroutine.
void TaskState::take_outcome_of_waiter() {
    Counted<FutureState> future = std::move(waiter_);
    step_.unset(Step::waits);
    step_.queue_as(trace::Callback::task_step);
    future->unretrieved_ = false;
    exception_is_new_ = future->cancelled() && !future->exception_;
    if (future->cancelled()) [[unlikely]] exception_ = future->make_cancelled_error();
    else if (future->exception_) [[unlikely]] exception_ = future->exception_;
}

void TaskState::take_cancellation() {
    step_.unset(Step::must_cancel);
    if (is_cancelled_error(exception_)) return;
    exception_ = make_cancelled_error();
    exception_is_new_ = true;
}

bool TaskState::prepare_step(Recorder* recorder) {
    if (step_.is(Step::must_cancel)) take_cancellation();
    if (recorder) recorder->step(trace::Ref::task(number_), exception_, started());
    const bool enters = started() || !exception_;
    step_.unset(Step::unstarted);
    return enters;
}

void TaskState::rethrow_if_it_leaves_the_loop() {
    if (!describe(exception_).leaves_the_loop) return;
    mark_retrieved();  // whoever catches it outside of the loop has it
    std::rethrow_exception(exception_);
}

void TaskState::finish_step() {
    destroy_frame();
    if (exception_) return finish_failed(std::exchange(exception_, nullptr));
    if (step_.is(Step::must_cancel)) {
        step_.unset(Step::must_cancel);
        return finish_cancelled(cancel_message());
    }
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->future_done(*this, trace::State::result);
    finish_result();
}

void TaskState::finish_failed(std::exception_ptr error) {
    if (!is_cancelled_error(error)) return finish_exception(std::move(error));
    exception_ = std::move(error);
    finish_cancelled({});
}

void TaskState::destroy_frame() {
    auto frame = std::exchange(frame_, nullptr);
    if (!frame) return;
    ended_as_ = PromiseBase::of(frame).name;
    if (PromiseBase::of(frame).awaits) [[unlikely]] destroy_inside_out(frame);
    else frame.destroy();
}

void TaskState::give_up() {
    if (!waiter_ && callbacks_.empty()) return;   // in nobody's circle: it goes with its last reference
    report_destruction_ = false;    // Python's references would still go round in a circle
    destroy_frame();
    callbacks_.clear();
    waiter_ = {};
    step_.unset(Step::waits);
}

void TaskState::last_reference_gone() {
    if (!done() && report_destruction_) {
        report_destruction_ = false;
        report("Task was destroyed but it is pending!");
        if (references_ > 0) return;
    }
    if (!started() && frame_) warn_never_awaited(*outermost());
    if (unretrieved_) {
        unretrieved_ = false;
        report("Task exception was never retrieved");
        if (references_ > 0) return;
    }
    if (started()) delete this;
    else Trashcan::dispose(this, [](void* task) { delete static_cast<TaskState*>(task); });   // rows hold each other
}

void refuse_task(Loop& loop, const std::string& name) {
    if (Recorder* r = loop.recorder()) r->task_refused(name);
}

void Sleeping::begin(TaskState& task, Seconds delay, std::coroutine_handle<> leaf, PromiseBase& promise) {
    state_ = new SleepState(task.loop());
    state_->retain();
    state_->arm(delay);
    task.wait_for(*state_, leaf, promise);
}

void Sleeping::let_go(SleepState* state) {
    if (state == never_awaited()) return warn_never_awaited("sleep");
    state->disarm();
    state->release();
}

void refuse_to_await() { throw RuntimeError("await outside of a task"); }

AnyTask current_task() { return AnyTask(get_running_loop().current_task()); }

std::vector<AnyTask> all_tasks(Loop* loop) { return (loop ? *loop : get_running_loop()).unfinished_tasks(); }

}  // namespace asyncio
