#include "semaphore.hpp"

#include "waiting_line.hpp"

namespace asyncio {

struct Semaphore::State {
    State(int v, std::optional<int> b) : value(v), bound(b) {}

    WaitingLine line{*this};
    int value;
    std::optional<int> bound;

    bool locked() const { return value == 0 || !line.all_cancelled(); }
    void wake_next() { value -= line.wake(1); }              // the slot is taken on the waiter's behalf
    std::string show() const {
        return show_locks(bound ? "BoundedSemaphore" : "Semaphore", this,
                          locked() ? "locked" : "unlocked, value:" + std::to_string(value), line.size());
    }
};

Semaphore::Semaphore(int value) : Semaphore(value, std::nullopt) {}

Semaphore::Semaphore(int value, std::optional<int> bound) {
    if (value < 0) throw ValueError("Semaphore initial value must be >= 0");
    state_ = std::make_shared<State>(value, bound);
}

bool Semaphore::locked() const { return state_->locked(); }

Coroutine<bool> Semaphore::acquire() const { return acquire(state_).as("Semaphore.acquire"); }

Coroutine<bool> Semaphore::acquire(std::shared_ptr<State> semaphore) {
    if (!semaphore->locked()) {
        --semaphore->value;
        co_return true;
    }
    Future<void> turn;
    try {
        PlaceInLine place(semaphore->line, trace::FutureKind::semaphore);
        turn = place.turn();
        co_await turn;
    } catch (const CancelledError&) {
        if (!turn.cancelled()) {
            ++semaphore->value;
            semaphore->wake_next();
        }
        throw;
    }
    if (semaphore->value > 0) semaphore->wake_next();
    co_return true;
}

void Semaphore::release() const {
    if (state_->bound && state_->value >= *state_->bound) throw ValueError("BoundedSemaphore released too many times");
    ++state_->value;
    state_->wake_next();
}

Coroutine<> Semaphore::enter() const { co_await acquire(); }

Coroutine<bool> Semaphore::exit(std::exception_ptr) const {
    release();
    co_return false;
}

std::string repr(const Semaphore& semaphore) { return semaphore.state_->show(); }

}  // namespace asyncio
