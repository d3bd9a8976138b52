#include "virtual_time.hpp"

#include "recorder.hpp"

namespace asyncio {

void VirtualTime::advance(Micros to) {
    if (to <= now_) return;
    now_ = to;
    if (recorder_) recorder_->clock(to);
}

void VirtualTime::run_due_threads() {
    while (!wakes_.empty() && wakes_.top().when <= now_) {
        SimulatedThread* thread = wakes_.top().thread;
        wakes_.pop();
        thread->resume();
    }
}

}  // namespace asyncio
