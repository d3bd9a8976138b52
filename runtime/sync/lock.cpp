#include "lock.hpp"

#include "waiting_line.hpp"

namespace asyncio {

struct Lock::State {
    WaitingLine line{*this};
    bool locked = false;

    std::string show() const { return show_locks("Lock", this, locked ? "locked" : "unlocked", line.size()); }
};

Lock::Lock() : state_(std::make_shared<State>()) {}

bool Lock::locked() const { return state_->locked; }

Coroutine<bool> Lock::acquire() const { return acquire_as(trace::FutureKind::lock); }

Coroutine<bool> Lock::acquire_as(trace::FutureKind kind) const { return acquire(state_, kind).as("Lock.acquire"); }

Coroutine<bool> Lock::acquire(std::shared_ptr<State> lock, trace::FutureKind kind) {
    if (!lock->locked && lock->line.all_cancelled()) {
        lock->locked = true;
        co_return true;
    }
    try {
        PlaceInLine place(lock->line, kind);
        co_await place.turn();
    } catch (const CancelledError&) {
        if (!lock->locked) lock->line.wake_first();
        throw;
    }
    lock->locked = true;
    co_return true;
}

void Lock::release() const {
    if (!state_->locked) throw RuntimeError("Lock is not acquired.");
    state_->locked = false;
    state_->line.wake_first();
}

Coroutine<> Lock::enter() const { co_await acquire(); }

Coroutine<bool> Lock::exit(std::exception_ptr) const {
    release();
    co_return false;
}

std::string repr(const Lock& lock) { return lock.state_->show(); }

}  // namespace asyncio
