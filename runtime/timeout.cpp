#include "timeout.hpp"

#include "loop.hpp"

namespace asyncio {

Timeout::~Timeout() {
    if (handle_) handle_->cancel();
}

void Timeout::reschedule(std::optional<double> when) {
    static constexpr const char* words[] = {"created", "active", "expiring", "expired", "finished"};
    if (state_ != State::entered)
        throw RuntimeError(std::string("Cannot change state of ") + words[static_cast<int>(state_)] + " Timeout");
    when_ = when;
    if (handle_) std::exchange(handle_, nullptr)->cancel();
    if (!when) return;
    Loop& loop = get_running_loop();
    auto expire = [this] { time_is_up(); };
    if (*when <= loop.time()) {
        handle_ = Counted<HandleState>(own_call<HandleState>(loop, trace::Callback::timeout_expire, expire, nullptr, task_.state()));
        loop.push(handle_.get());
    } else {
        auto* timer = own_call<TimerState>(loop, trace::Callback::timeout_expire, expire, nullptr, task_.state());
        handle_ = Counted<HandleState>(timer);
        loop.arm(timer, to_micros(*when));
    }
}

Coroutine<> Timeout::enter() {
    if (state_ != State::created) throw RuntimeError("Timeout has already been entered");
    task_ = current_task();
    if (!task_) throw RuntimeError("Timeout should be used inside a task");
    state_ = State::entered;
    cancelling_ = task_.cancelling();
    reschedule(when_);
    co_return;
}

Coroutine<bool> Timeout::exit(std::exception_ptr error) {
    if (handle_) std::exchange(handle_, nullptr)->cancel();
    if (state_ == State::expiring) {
        state_ = State::expired;
        if (task_.uncancel() <= cancelling_ && is_cancelled_error(error)) raise_from(TimeoutError(), error);
    } else if (state_ == State::entered) {
        state_ = State::exited;
    }
    co_return false;
}

void Timeout::time_is_up() {
    task_.cancel();
    state_ = State::expiring;
    handle_ = nullptr;
}

Timeout timeout(std::optional<Seconds> delay) {
    Loop& loop = get_running_loop();
    return Timeout(delay ? std::optional(loop.time() + delay->count()) : std::nullopt);
}

Timeout timeout_at(std::optional<double> when) { return Timeout(when); }

}  // namespace asyncio
