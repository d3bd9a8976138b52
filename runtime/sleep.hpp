#pragma once
#include <cmath>
#include <concepts>

#include "awaiters.hpp"
#include "duration.hpp"
#include "loop.hpp"
#include "owner_of.hpp"

namespace asyncio {

/// The future that a sleeping task waits for, with its timer inside.
class SleepState final : public FutureState {
public:
    explicit SleepState(Loop& loop) : FutureState(loop, trace::FutureKind::sleep) {}
    void arm(Seconds delay) { loop().arm_later(&timer_, delay); }
    void disarm() { timer_.cancel(); }

private:
    class Wake final : public TimerState {
    public:
        Wake() : TimerState(trace::Callback::sleep_wake) {}
        void run() override { if (!sleep().done()) sleep().begin_set_result(), sleep().finish_result(); }
        HandleFacts facts() override { return {nullptr, &sleep(), ""}; }
        Loop* loop() const override { return &sleep().loop(); }
        void retain() override { sleep().retain(); }
        void release() override { sleep().release(); }
    private:
        inline SleepState& sleep() const;
    };
    Wake timer_;
};

inline SleepState& SleepState::Wake::sleep() const { return owner_of(this, &SleepState::timer_); }

/// The future of a sleep, for as long as the task waits for it. Nothing else is as frequent as a sleep that needs none.
class Sleeping {
public:
    Sleeping() = default;
    Sleeping(Sleeping&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    ~Sleeping() { end(); }
    void awaited() { if (state_ != never_awaited()) [[unlikely]] end(); state_ = nullptr; }   ///< nobody need be warned
    /// Has the task wait for a new future whose timer is armed.
    void begin(TaskState& task, Seconds delay, std::coroutine_handle<> leaf, PromiseBase& promise);
    /// The task goes on. Python: finally: h.cancel()
    void end() { if (state_) [[unlikely]] let_go(std::exchange(state_, nullptr)); }

private:
    static inline SleepState* never_awaited() { return reinterpret_cast<SleepState*>(1); }
    static void let_go(SleepState* state);
    SleepState* state_ = never_awaited();
};

template <class T> class Sleep;
template <class T>
Coroutine<T> as_coroutine(Sleep<T> sleep);

/// What sleep() returns: awaited, it suspends the task; dropped, it warns as a coroutine would.
template <class T>
class [[nodiscard("sleep does nothing until it is awaited")]] Sleep {
public:
    using Value = T;
    using SuspendsTask = void;
    Sleep(Seconds delay, Slot<T> result) : delay_(delay), result_(std::move(result)) {}
    Sleep(Sleep&&) = default;

    bool await_ready() noexcept { sleeping_.awaited(); return false; }
    template <class P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        TaskState& task = stepping_task();
        if (delay_.count() <= 0) task.give_way(leaf, leaf.promise());
        else sleeping_.begin(task, delay_, leaf, leaf.promise());
    }
    /// Inlined, so that what it throws has one frame less to unwind.
    [[gnu::always_inline]] T await_resume() {
        if (here.task->is_interrupted()) [[unlikely]] {   // else the timer has fired
            sleeping_.end();
            rethrow_if_asked();
        }
        return result_.take();
    }

    /// Where a coroutine is asked for: `std::function<Coroutine<>()> pause = [] { return sleep(1); }`.
    operator Coroutine<T>() && { return as_coroutine(std::move(*this)); }
    /// The same, for a coroutine that warns in its place if it is never awaited.
    Sleep taken_over() && {
        Sleep sleep(std::move(*this));
        sleep.sleeping_.awaited();
        return sleep;
    }

private:
    Seconds delay_;
    Sleeping sleeping_;
    [[no_unique_address]] Slot<T> result_;
};

namespace detail {
inline Seconds checked_delay(Seconds delay) {
    if (std::isnan(delay.count())) throw ValueError("Invalid delay: NaN (not a number)");
    return delay;
}
}  // namespace detail

/// Suspends the task for `delay` seconds; 0 or less: until everything that is ready has run once.
///
/// Python: asyncio.sleep. Emits: timer_arm, suspend; later timer_fire, and timer_cancel if it is cut short.
/// Throws: ValueError for NaN. (A template so that it is a better match than the C library's sleep.)
template <std::convertible_to<Seconds> D>
Sleep<void> sleep(D delay) { return {detail::checked_delay(delay), Slot<void>()}; }

/// The same; awaiting it gives `result`.
template <class T>
Sleep<std::decay_t<T>> sleep(Seconds delay, T&& result) {
    Slot<std::decay_t<T>> slot;
    slot.set(std::forward<T>(result));
    return {detail::checked_delay(delay), std::move(slot)};
}
inline Sleep<std::string> sleep(Seconds delay, const char* result) { return sleep(delay, std::string(result)); }

/// A sleep as a coroutine, for create_task and those who take coroutines only.
template <class T>
Coroutine<T> as_coroutine(Sleep<T> sleep) {
    return [](Sleep<T> s) -> Coroutine<T> { co_return co_await s; }(std::move(sleep).taken_over()).as("sleep");
}

}  // namespace asyncio
