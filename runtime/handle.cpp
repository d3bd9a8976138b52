#include "handle.hpp"

#include "loop.hpp"
#include "recorder.hpp"

namespace asyncio {

void HandleState::cancel() {
    if (cancelled_) return;
    if (queued_)
        if (Recorder* r = loop()->recorder()) [[unlikely]] r->handle_cancel(*this);
    drop();
}

void HandleState::drop() {
    cancelled_ = true;
    if (!running_) clear();
}

void HandleState::arrive(Loop& loop) { loop.push_counted(this); }

void TimerState::cancel() {
    if (cancelled_) return;
    retain();  // the heap's reference may be the last
    if (armed()) loop()->disarm(this);
    HandleState::cancel();
    release();
}

void WatcherState::cancel() {
    if (!cancelled_) drop();
}

}  // namespace asyncio
