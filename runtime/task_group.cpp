#include "task_group.hpp"

#include <algorithm>
#include <list>

#include "awaited_by.hpp"
#include "done_call.hpp"
#include "repr.hpp"

namespace asyncio {
namespace {

/// What must not be hidden in a group.
bool is_base_error(const std::exception_ptr& e) { return isinstance<SystemExit>(e) || isinstance<KeyboardInterrupt>(e); }

}  // namespace

class TaskGroup::State : public std::enable_shared_from_this<State>, private AwaitedBy::Owner {
public:
    ~State() override { if (loop_) loop_->awaited_by().discard(*this); }
    void enter();
    void check_takes_tasks() const;
    void add(const AnyTask& task);
    Loop& loop() const { return *loop_; }

    void begin_exit(const std::exception_ptr& error);
    Coroutine<> wait_for_tasks();
    void throw_errors(const std::exception_ptr& error);
    std::string repr() const;

private:
    void task_done(const AnyFuture& task);
    void failed(const AnyFuture& task, const std::exception_ptr& error);
    void abort();
    bool waits_for(const FutureState& fut) const override {
        return std::ranges::any_of(tasks_, [&](const AnyTask& task) { return task.state() == &fut; });
    }
    AnyFuture waiter() const override { return parent_; }

    Counted<Loop> loop_;
    AnyTask parent_;
    std::list<AnyTask> tasks_;
    std::vector<std::exception_ptr> errors_;
    std::exception_ptr base_error_;            // the first SystemExit or KeyboardInterrupt
    std::exception_ptr cancelled_;             // the CancelledError that is to go on, if nothing has failed
    Future<void> all_done_;                    // while the block waits at its end
    bool entered_ = false, exiting_ = false, aborting_ = false, parent_cancel_requested_ = false;
};

TaskGroup::TaskGroup() : state_(std::make_shared<State>()) {}
void TaskGroup::check_takes_tasks() const { state_->check_takes_tasks(); }
Loop& TaskGroup::loop() const { return state_->loop(); }
std::string TaskGroup::show() const { return state_->repr(); }
void TaskGroup::add(const AnyTask& task) const { state_->add(task); }

Coroutine<> TaskGroup::enter() const {
    state_->enter();
    co_return;
}

Coroutine<bool> TaskGroup::exit(std::exception_ptr error) const { return exit(state_, std::move(error)); }

Coroutine<bool> TaskGroup::exit(std::shared_ptr<State> group, std::exception_ptr error) {
    group->begin_exit(error);
    co_await group->wait_for_tasks();
    group->throw_errors(error);
    co_return false;
}

std::string TaskGroup::State::repr() const {
    std::string text = "<TaskGroup";
    if (!tasks_.empty()) text += " tasks=" + std::to_string(tasks_.size());
    if (!errors_.empty()) text += " errors=" + std::to_string(errors_.size());
    return text + (aborting_ ? " cancelling>" : entered_ ? " entered>" : ">");
}

void TaskGroup::State::enter() {
    if (entered_) throw RuntimeError("TaskGroup " + repr() + " has been already entered");
    entered_ = true;
    loop_ = Counted<Loop>(&get_running_loop());
    parent_ = current_task();
    if (!parent_) throw RuntimeError("TaskGroup " + repr() + " cannot determine the parent task");
    loop_->awaited_by().add(*this);
}

void TaskGroup::State::check_takes_tasks() const {
    if (!entered_) throw RuntimeError("TaskGroup " + repr() + " has not been entered");
    if (exiting_ && tasks_.empty()) throw RuntimeError("TaskGroup " + repr() + " is finished");
    if (aborting_) throw RuntimeError("TaskGroup " + repr() + " is shutting down");
}

void TaskGroup::State::add(const AnyTask& task) {
    if (task.done()) return task_done(task);   // it was eager (Python 3.12)
    const auto place = tasks_.insert(tasks_.end(), task);
    add_done_call(*task.state(), trace::Callback::taskgroup_child_done,
                  [self = shared_from_this(), place](const AnyFuture& done) {
        self->tasks_.erase(place);
        self->task_done(done);
    });
}

void TaskGroup::State::task_done(const AnyFuture& task) {
    if (all_done_ && tasks_.empty() && !all_done_.done()) all_done_.set_result();
    if (task.cancelled()) return;
    if (const std::exception_ptr error = task.exception()) failed(task, error);
}

void TaskGroup::State::failed(const AnyFuture& task, const std::exception_ptr& error) {
    errors_.push_back(error);
    if (is_base_error(error) && !base_error_) base_error_ = error;
    if (parent_.done())
        return loop_->call_exception_handler(
            {"Task " + asyncio::repr(task) + " has errored out but its parent task " + asyncio::repr(parent_) + " is already completed",
             error, task});
    if (aborting_ || parent_cancel_requested_) return;
    abort();
    parent_cancel_requested_ = true;           // taken back in begin_exit
    parent_.cancel();
}

void TaskGroup::State::abort() {
    aborting_ = true;
    for (const AnyTask& task : tasks_)
        if (!task.done()) task.cancel();
}

void TaskGroup::State::begin_exit(const std::exception_ptr& error) {
    exiting_ = true;
    if (error && is_base_error(error) && !base_error_) base_error_ = error;
    if (is_cancelled_error(error)) cancelled_ = error;
    if (parent_cancel_requested_ && parent_.uncancel() == 0) cancelled_ = nullptr;
    if (error && !aborting_) abort();
}

Coroutine<> TaskGroup::State::wait_for_tasks() {
    while (!tasks_.empty()) {
        if (!all_done_) all_done_ = Future<void>(new FutureOf<void>(*loop_, trace::FutureKind::taskgroup));
        try {
            co_await all_done_;
        } catch (const CancelledError&) {
            if (!aborting_) {
                cancelled_ = std::current_exception();
                abort();
            }
        }
        all_done_ = {};
    }
}

void TaskGroup::State::throw_errors(const std::exception_ptr& error) {
    if (base_error_) std::rethrow_exception(base_error_);
    if (cancelled_ && errors_.empty()) std::rethrow_exception(cancelled_);
    if (error && !is_cancelled_error(error)) errors_.push_back(error);
    if (errors_.empty()) return;
    try {
        make_exception_group("unhandled errors in a TaskGroup", std::exchange(errors_, {}))->raise();
    } catch (BaseException& group) {
        group.set_cause(nullptr);   // Python: from None
        throw;
    }
}

}  // namespace asyncio
