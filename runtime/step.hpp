#pragma once
#include "recorder.hpp"
#include "task.hpp"

namespace asyncio {

/// The one place that resumes coroutines; the awaiter throws exception_. Inlined in the loop's turn: nothing is done more
/// often. No other step runs here: a loop does not run inside another, and a step that begins at once interrupts its own.
/// What it sets in `here` is left to whoever calls: where one step follows another, the next one sets it anew.
[[gnu::always_inline]] inline void TaskState::run_step(Recorder* recorder) {
    if (waiter_) take_outcome_of_waiter();
    bool enters = true;
    if (recorder || (unstarted_ | must_cancel_)) [[unlikely]] enters = prepare_step(recorder);   // one test for both
    here.context = &context_;
    here.task = this;
    if (enters) [[likely]] {
        leaf_.resume();
        if (!frame_.done()) return;
    }
    finish_step();
    if (status_ == Status::finished && exception_) [[unlikely]] rethrow_if_it_leaves_the_loop();
}

}  // namespace asyncio
