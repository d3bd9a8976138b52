#include "timeout.hpp"

#include <cmath>

#include "loop.hpp"

namespace asyncio {

namespace {

/// While the cancellation is being handled, so that it is the error's context.
[[noreturn]] void raise_timeout_error(const std::exception_ptr& cancellation) {
    try {
        std::rethrow_exception(cancellation);
    } catch (...) {
        throw TimeoutError();
    }
}

}  // namespace

Timeout::~Timeout() {
    if (handle_) handle_->cancel();
}

const char* Timeout::state() const {
    static constexpr const char* words[] = {"created", "active", "expiring", "expired", "finished"};
    return words[static_cast<int>(state_)];
}

std::string repr(const Timeout& timeout) {
    const std::string state = timeout.state();
    if (state != "active") return "<Timeout [" + state + "]>";
    const auto when = timeout.when();
    return "<Timeout [active] when=" + (when ? detail::repr_of_number(std::nearbyint(*when * 1e3) / 1e3) : "None") + ">";
}

void Timeout::reschedule(std::optional<double> when) {
    if (state_ == State::created) throw RuntimeError("Timeout has not been entered");
    if (state_ != State::entered) throw RuntimeError(std::string("Cannot change state of ") + state() + " Timeout");
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
        if (task_.uncancel() <= cancelling_ && is_cancelled_error(error)) raise_timeout_error(error);
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
