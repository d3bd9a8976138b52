#include "task.hpp"

#include "awaiters.hpp"
#include "recorder.hpp"
#include "program_state.hpp"
#include "sleep.hpp"

namespace asyncio {

TaskState::Step::Step(TaskState& task) : HandleState(task.loop(), trace::Callback::task_step), task_(task) {}

HandleFacts TaskState::Step::facts() {
    return {&task_, callback_ == trace::Callback::task_wakeup ? task_.waiter_.get() : nullptr, ""};
}

TaskState::TaskState(Loop& loop, Context context)
    : FutureState(loop, trace::FutureKind::none, true), step_(*this), context_(std::move(context)) {
    number_ = next_task_number(loop.recorder());
    loop.add_task(*this);
}

TaskState::~TaskState() {
    loop_->remove_task(*this);
    destroy_frame();
}

void TaskState::begin(std::coroutine_handle<> frame, PromiseBase& promise, std::string&& name, bool eager_start) {
    frame_ = leaf_ = frame;
    coroutine_name_ = promise.name;
    defined_at_ = promise.where;
    promise.error = &exception_;
    Recorder* r = loop_->recorder();
    if (r) [[unlikely]] r->task_new(*this, promise);
    const bool now = eager_start && loop_->is_running();
    if (!now) queue_step();
    if (!name.empty()) set_name(std::move(name));
    if (now) run_first_step_now();
}

void TaskState::run_first_step_now() {
    struct Interrupted {
        Loop& loop;
        TaskState* task = loop.current_task();
        explicit Interrupted(Loop& l) : loop(l) { loop.set_current_task(nullptr); }
        ~Interrupted() { loop.set_current_task(task); }
    } interrupted(*loop_);
    run_step(false);
}

std::string TaskState::defined_at() const { return defined_at_.file_name() + (":" + std::to_string(defined_at_.line())); }

std::string TaskState::name() const { return name_ ? *name_ : "Task-" + std::to_string(number_); }

void TaskState::set_name(std::string name) {
    name_ = std::make_unique<std::string>(std::move(name));
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->task_name(*this, *name_);
}

bool TaskState::cancel(const CancelMessage& message) {
    unretrieved_ = false;
    if (done()) return false;
    ++cancel_requests_;
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->cancel(*this, cancel_requests_, message);
    if (waiter_ && cancel_waiter(message)) return true;
    must_cancel_ = true;  // its step is in the ready queue, or running
    cancel_message_ = message ? std::make_unique<std::string>(*message) : nullptr;
    return true;
}

bool TaskState::cancel_waiter(const CancelMessage& message) {
    if (passes_cancel_on_) throw RecursionError("maximum recursion depth exceeded");   // it waits for itself
    struct PassingOn {
        bool& now;
        explicit PassingOn(bool& flag) : now(flag) { now = true; }
        ~PassingOn() { now = false; }
    } passing_on(passes_cancel_on_);
    return Counted<FutureState>(waiter_)->cancel(message);
}

int TaskState::uncancel() {
    if (cancel_requests_ > 0 && --cancel_requests_ == 0) must_cancel_ = false;
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->uncancel(*this, cancel_requests_);
    return cancel_requests_;
}

void TaskState::wait_for(FutureState& future, std::coroutine_handle<> leaf, PromiseBase& promise) {
    if (&future.loop() != loop_.get())
        return bad_yield(leaf, promise, "Task <Task> got Future <Future> attached to a different loop");
    if (&future == this) return bad_yield(leaf, promise, "Task cannot await on itself: <Task>");
    leaf_ = leaf;
    suspended_ = true;
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->suspend(*this, future, promise);
    step_.queue_as(trace::Callback::task_wakeup);
    waiter_ = Counted<FutureState>(&future);
    future.add_done_callback(&step_);
    if (must_cancel_) [[unlikely]] cancel_new_waiter(future);
}

/// It stays suspended if that goes wrong: whom it waits for may wait for it.
void TaskState::cancel_new_waiter(FutureState& future) {
    try {
        if (future.cancel(cancel_message())) must_cancel_ = false;
    } catch (const BaseException&) {
        loop_->call_exception_handler({.message = "Exception in callback", .exception = std::current_exception()});
    }
}

void TaskState::give_way(std::coroutine_handle<> leaf, PromiseBase& promise) {
    leaf_ = leaf;
    suspended_ = true;
    if (loop_->recorder()) [[unlikely]] return give_way_recorded(promise);
    queue_step();
}

void TaskState::give_way_recorded(PromiseBase& promise) {
    loop_->recorder()->suspend(*this, trace::Ref(trace::Ref::Type::yield), promise);
    queue_step();
}

void TaskState::bad_yield(std::coroutine_handle<> leaf, PromiseBase& promise, const std::string& message) {
    leaf_ = leaf;
    suspended_ = true;
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->suspend(*this, trace::Ref(trace::Ref::Type::error), promise);
    exception_ = std::make_exception_ptr(RuntimeError(message));
    queue_step();
}

void TaskState::queue_step() {
    step_.queue_as(trace::Callback::task_step);
    retain();
    loop_->push_counted(&step_);
}

/// What the future that it waited for throws into the coroutine.
void TaskState::take_outcome_of_waiter() {
    Counted<FutureState> future = std::move(waiter_);
    if (future->cancelled()) {
        exception_ = future->make_cancelled_error();
    } else {
        future->mark_retrieved();
        exception_ = future->peek_exception();
    }
}

void TaskState::take_cancellation() {
    must_cancel_ = false;
    if (!is_cancelled_error(exception_)) exception_ = make_cancelled_error();
}

void TaskState::run_step(bool wakeup) {
    if (loop_->current_task()) [[unlikely]]
        throw RuntimeError("Cannot enter into task <Task> while another task <Task> is being executed.");
    if (wakeup) take_outcome_of_waiter();
    if (must_cancel_) [[unlikely]] take_cancellation();
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->step(*this, exception_, started_);
    EnteredContext entered(context_);
    loop_->set_current_task(this);
    resume();
    if (!suspended_) finish_step();
    loop_->set_current_task(nullptr);
    if (status_ == Status::finished && exception_) [[unlikely]] rethrow_if_it_leaves_the_loop();
}

void TaskState::rethrow_if_it_leaves_the_loop() {
    if (!describe(exception_).leaves_the_loop) return;
    mark_retrieved();  // whoever catches it outside of the loop has it
    std::rethrow_exception(exception_);
}

/// The one place that resumes coroutines. The awaiter throws exception_.
void TaskState::resume() {
    suspended_ = false;
    const bool first = !std::exchange(started_, true);
    if (first && exception_) return;  // cancelled before it began: its body is never entered
    leaf_.resume();
}

void TaskState::finish_step() {
    destroy_frame();
    if (exception_) return finish_failed(std::exchange(exception_, nullptr));
    if (std::exchange(must_cancel_, false)) return finish_cancelled(cancel_message());
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->future_done(*this, trace::State::result);
    finish_result();
}

void TaskState::finish_failed(std::exception_ptr error) {
    if (!is_cancelled_error(error)) return finish_exception(std::move(error));
    exception_ = std::move(error);
    finish_cancelled({});
}

void TaskState::destroy_frame() {
    leaf_ = nullptr;
    if (auto frame = std::exchange(frame_, nullptr)) frame.destroy();
}

void TaskState::give_up() {
    if (!waiter_ && callbacks_.empty()) return;   // in nobody's circle: it goes with its last reference
    report_destruction_ = false;    // Python's references would still go round in a circle
    destroy_frame();
    callbacks_.clear();
    waiter_ = {};
}

void TaskState::last_reference_gone() {
    if (!done() && report_destruction_) {
        report_destruction_ = false;
        report("Task was destroyed but it is pending!");
        if (references_ > 0) return;
    }
    if (!started_ && frame_) warn_never_awaited(*outermost());
    if (unretrieved_) {
        unretrieved_ = false;
        report("Task exception was never retrieved");
        if (references_ > 0) return;
    }
    delete this;
}

void refuse_task(Loop& loop, const std::string& name) {
    if (Recorder* r = loop.recorder()) r->task_refused(name);
}

Counted<SleepState> fall_asleep(TaskState& task, Seconds delay, std::coroutine_handle<> leaf, PromiseBase& promise) {
    Counted<SleepState> sleep(new SleepState(task.loop()));
    sleep->arm(delay);
    task.wait_for(*sleep, leaf, promise);
    return sleep;
}

void refuse_to_await() { throw RuntimeError("await outside of a task"); }

AnyTask current_task() { return AnyTask(get_running_loop().current_task()); }

std::vector<AnyTask> all_tasks(Loop* loop) { return (loop ? *loop : get_running_loop()).unfinished_tasks(); }

}  // namespace asyncio
