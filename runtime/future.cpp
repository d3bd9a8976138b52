#include "future.hpp"

#include "loop.hpp"
#include "recorder.hpp"
#include "repr.hpp"
#include "trashcan.hpp"

namespace asyncio {

void refuse_empty_future() { throw RuntimeError("this future refers to nothing: loop.create_future() and create_task() make one"); }

void DoneCallbacks::clear() {
    while (HandleState* callback = take()) callback->release();
}

void DoneCallbacks::add_to(std::vector<HandleState*>& callbacks) const {
    if (!last_) return;
    HandleState* callback = last_;
    do callbacks.push_back(callback = callback->next_); while (callback != last_);
}

void FutureState::note_new() {
    if (Recorder* r = loop_->recorder(); r && kind_ == trace::FutureKind::user) r->future_new(*this);
    if (loop_->origins()) loop_->note_origin(this, {});
}

bool FutureState::cancel(const CancelMessage& message) {
    unretrieved_ = false;
    if (done()) return false;
    finish_cancelled(message);
    return true;
}

void FutureState::throw_for_result() {
    if (status_ == Status::cancelled) std::rethrow_exception(make_cancelled_error());
    if (status_ == Status::pending) throw InvalidStateError("Result is not ready.");
    unretrieved_ = false;
    std::rethrow_exception(exception_);
}

std::exception_ptr FutureState::exception() {
    if (status_ == Status::cancelled) std::rethrow_exception(make_cancelled_error());
    if (status_ == Status::pending) throw InvalidStateError("Exception is not set.");
    unretrieved_ = false;
    return exception_;
}

std::exception_ptr FutureState::make_cancelled_error() {
    if (cancelled() && exception_) return std::exchange(exception_, nullptr);
    const CancelMessage message = cancel_message();
    return message ? std::make_exception_ptr(CancelledError(*message)) : std::make_exception_ptr(CancelledError());
}

void FutureState::check_pending() {
    if (done()) throw InvalidStateError((cancelled() ? "CANCELLED: " : "FINISHED: ") + repr(AnyFuture(this)));
}

void FutureState::begin_set_result() {
    if (is_task_) throw RuntimeError("Task does not support set_result operation");
    check_pending();
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->future_done(*this, trace::State::result);
}

void FutureState::set_exception(std::exception_ptr exception) {
    if (is_task_) throw RuntimeError("Task does not support set_exception operation");
    check_pending();
    if (describe(exception).type == "StopIteration") {
        if (Recorder* r = loop_->recorder()) [[unlikely]] r->future_done(*this, trace::State::exception, exception);
        throw TypeError("StopIteration interacts badly with generators and cannot be raised into a Future");
    }
    finish_exception(std::move(exception));
}

void FutureState::finish_exception(std::exception_ptr exception) {
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->future_done(*this, trace::State::exception, exception);
    exception_ = std::move(exception);
    finish(Status::finished);
    unretrieved_ = true;
}

void FutureState::finish_cancelled(const CancelMessage& message) {
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->future_done(*this, trace::State::cancelled);
    set_cancel_message(message);
    finish(Status::cancelled);
}

void FutureState::finish(Status status) {
    status_ = status;
    if (loop_->origins() && !callbacks_.empty()) [[unlikely]] loop_->check_thread();
    while (HandleState* callback = callbacks_.take()) {
        if (!callback->is_step()) callback->accept(this);
        loop_->push_counted(callback);
    }
}

void FutureState::add_done_callback(HandleState* callback) {
    Counted<HandleState> keep(callback);
    if (!done()) return callbacks_.add(keep.detach());
    if (loop_->origins()) [[unlikely]] loop_->check_thread();
    callback->accept(this);
    loop_->push_counted(keep.detach());
}

void FutureState::last_reference_gone() {
    if (unretrieved_) {
        unretrieved_ = false;
        report(kind_ == trace::FutureKind::gather ? "_GatheringFuture exception was never retrieved"
                                                  : "Future exception was never retrieved");
        if (references_ > 0) return;
    }
    if (callbacks_.empty()) delete this;
    else Trashcan::dispose(this, [](void* future) { delete static_cast<FutureState*>(future); });   // rows hold each other
}

void FutureState::report(const char* message) {
    references_ = 1;  // alive while the handler looks at it
    {
        Counted<Loop> loop = loop_;
        loop->call_exception_handler({message, done() ? exception_ : nullptr, AnyFuture(this)});
    }
    --references_;
}

}  // namespace asyncio
