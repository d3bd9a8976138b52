#pragma once
#include "recorder.hpp"
#include "task.hpp"

namespace asyncio {

/// The one place that resumes coroutines; the awaiter throws exception_. Inline in the loop's turn: nothing is done more often.
inline void TaskState::run_step() {
    if (here.task) [[unlikely]] refuse_to_step();
    if (waiter_) take_outcome_of_waiter();
    if (must_cancel_) [[unlikely]] take_cancellation();
    if (Recorder* r = loop_->recorder()) [[unlikely]] r->step(*this, exception_, started_);
    EnteredContext entered(context_);
    here.task = this;
    const bool begins = started_ || !exception_;   // else it was cancelled before its first step: its body is never entered
    started_ = true;
    if (begins) [[likely]] leaf_.resume();
    if (begins && !frame_.done()) return void(here.task = nullptr);
    finish_step();
    here.task = nullptr;
    if (status_ == Status::finished && exception_) [[unlikely]] rethrow_if_it_leaves_the_loop();
}

}  // namespace asyncio
