#include "deadline.hpp"

#include <cmath>

namespace asyncio::http {

void Deadline::set(Micros when) {
    when_ = when;
    if (timer_ && timer_->armed() && timer_->when() <= when) return;
    clear();
    arm();
}

void Deadline::arm() {
    timer_ = Counted<TimerState>(own_call<TimerState>(loop_, trace::Callback::user, named(name_, [this] { strike(); })));
    loop_.arm(timer_.get(), when_);
}

void Deadline::clear() {
    if (timer_) std::exchange(timer_, nullptr)->cancel();
}

void Deadline::strike() {
    timer_ = nullptr;
    if (loop_.now() < when_) arm();
    else too_late_();
}

Micros moment_after(const Loop& loop, double delay) {
    const double when = to_seconds(loop.now()) + delay;
    return to_micros(delay > 5 ? std::ceil(when) : when);
}

}  // namespace asyncio::http
