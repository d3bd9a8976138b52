#include "virtual_time.hpp"

#include "recorder.hpp"

namespace asyncio {

void VirtualTime::advance(Micros to) {
    if (to <= now_) return;
    now_ = to;
    if (recorder_) recorder_->clock(to);
}

void VirtualTime::forget(SimulatedThread& thread) {
    std::erase_if(wakes_, [&](const Wake& wake) { return wake.thread == &thread; });
}

void VirtualTime::run_due_threads() {
    while (!wakes_.empty() && wakes_.begin()->when <= now_) {
        SimulatedThread* thread = wakes_.begin()->thread;
        wakes_.erase(wakes_.begin());
        thread->resume();
    }
}

}  // namespace asyncio
