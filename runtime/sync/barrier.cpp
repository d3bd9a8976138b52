#include "barrier.hpp"

#include <fmt/format.h>

#include "waiting_line.hpp"

#include "condition.hpp"

namespace asyncio {

using trace::FutureKind;

struct Barrier::State {
    enum class Phase { filling, draining, resetting, broken };

    explicit State(int n) : parties(n) {}
    void enter(Phase p) {
        phase = p;
        changed.notify_all();
    }
    void leave() {
        if (--count > 0) return;
        enter(phase == Phase::broken ? Phase::broken : Phase::filling);
    }

    Condition changed;
    const int parties;
    int count = 0;                             // those in the barrier, waiting or leaving
    Phase phase = Phase::filling;
};

Barrier::Barrier(int parties) {
    if (parties < 1) throw ValueError("parties must be > 0");
    state_ = std::make_shared<State>(parties);
}

Coroutine<int> Barrier::wait() const { return wait(state_).as("Barrier.wait"); }

Coroutine<int> Barrier::wait(std::shared_ptr<State> barrier) {
    co_await barrier->changed.acquire_as(FutureKind::barrier);
    int position = 0;
    std::exception_ptr error;
    try {
        co_await block(barrier);
        position = co_await pass(barrier);
    } catch (...) {
        error = std::current_exception();
    }
    barrier->changed.release();
    if (error) std::rethrow_exception(error);
    co_return position;
}

/// Waits while the last round's parties are leaving.
Coroutine<> Barrier::block(std::shared_ptr<State> barrier) {
    using enum State::Phase;
    while (barrier->phase == draining || barrier->phase == resetting)
        co_await barrier->changed.wait_as(FutureKind::barrier);
    if (barrier->phase == broken) throw BrokenBarrierError("Barrier aborted");
}

Coroutine<int> Barrier::pass(std::shared_ptr<State> barrier) {
    const int position = barrier->count++;
    std::exception_ptr error;
    try {
        if (position + 1 == barrier->parties) barrier->enter(State::Phase::draining);
        else co_await fill(barrier);
    } catch (...) {
        error = std::current_exception();
    }
    barrier->leave();
    if (error) std::rethrow_exception(error);
    co_return position;
}

/// Waits until the last party has come.
Coroutine<> Barrier::fill(std::shared_ptr<State> barrier) {
    using enum State::Phase;
    while (barrier->phase == filling) co_await barrier->changed.wait_as(FutureKind::barrier);
    if (barrier->phase == broken || barrier->phase == resetting)
        throw BrokenBarrierError("Abort or reset of barrier");
}

Coroutine<> Barrier::reset() const { return reset(state_).as("Barrier.reset"); }

Coroutine<> Barrier::reset(std::shared_ptr<State> barrier) {
    co_await barrier->changed.acquire();
    barrier->enter(barrier->count > 0 ? State::Phase::resetting : State::Phase::filling);
    barrier->changed.release();
}

Coroutine<> Barrier::abort() const { return abort(state_).as("Barrier.abort"); }

Coroutine<> Barrier::abort(std::shared_ptr<State> barrier) {
    co_await barrier->changed.acquire();
    barrier->enter(State::Phase::broken);
    barrier->changed.release();
}

int Barrier::parties() const { return state_->parties; }

int Barrier::n_waiting() const { return state_->phase == State::Phase::filling ? state_->count : 0; }

bool Barrier::broken() const { return state_->phase == State::Phase::broken; }

Coroutine<bool> Barrier::exit(std::exception_ptr) const { co_return false; }

std::string repr(const Barrier& barrier) {
    static constexpr const char* phases[] = {"filling", "draining", "resetting", "broken"};
    std::string text = phases[static_cast<int>(barrier.state_->phase)];
    if (!barrier.broken()) text += fmt::format(", waiters:{}/{}", barrier.n_waiting(), barrier.parties());
    return show_locks("Barrier", barrier.state_.get(), text);
}

}  // namespace asyncio
