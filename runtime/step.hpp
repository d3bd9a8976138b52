#pragma once
#include "recorder.hpp"
#include "task.hpp"

namespace asyncio {

/// The one place that resumes coroutines; the awaiter throws exception_. Inlined in the loop's turn: nothing is done more
/// often. No other step runs here: a loop does not run inside another, and a step that begins at once interrupts its own.
/// What it sets in `here` is left to whoever calls: where one step follows another, the next one sets it anew.
[[gnu::always_inline]] inline void TaskState::run_step(Recorder* recorder) {
    bool enters = true;
    if (!step_.is_usual()) [[unlikely]] {
        if (step_.is(Step::waits)) take_outcome_of_waiter();
        if (!step_.is_usual()) enters = prepare_step(std::exchange(recorder, nullptr));
    }
    if (recorder) recorder->step(trace::Ref::task(number_), exception_, true);
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
