#include "condition.hpp"

#include "waiting_line.hpp"

namespace asyncio {

using trace::FutureKind;

struct Condition::State {
    Lock lock;
    WaitingLine line{*this};

    std::string show() const { return show_locks("Condition", this, lock.locked() ? "locked" : "unlocked", line.size()); }
};

Condition::Condition(Lock lock) : state_(std::make_shared<State>()) { state_->lock = std::move(lock); }

bool Condition::locked() const { return state_->lock.locked(); }

Coroutine<bool> Condition::acquire() const { return state_->lock.acquire(); }

Coroutine<bool> Condition::acquire_as(FutureKind kind) const { return state_->lock.acquire_as(kind); }

void Condition::release() const { state_->lock.release(); }

Coroutine<bool> Condition::wait() const {
    return wait(state_, FutureKind::condition, FutureKind::lock).as("Condition.wait");
}

Coroutine<bool> Condition::wait_as(FutureKind kind) const { return wait(state_, kind, kind).as("Condition.wait"); }

Coroutine<bool> Condition::wait(std::shared_ptr<State> condition, FutureKind kind, FutureKind lock_kind) {
    if (!condition->lock.locked()) throw RuntimeError("cannot wait on un-acquired lock");
    condition->lock.release();
    Future<void> turn;
    std::exception_ptr error;
    try {
        PlaceInLine place(condition->line, kind);
        turn = place.turn();
        co_await turn;
    } catch (...) {
        error = std::current_exception();
    }
    if (!co_await take_lock_again(condition, lock_kind)) error = std::make_exception_ptr(CancelledError());
    if (!error) co_return true;
    if (turn && turn.done() && !turn.cancelled()) condition->line.wake(1);  // its notification is for somebody else
    std::rethrow_exception(error);
}

/// Gets the lock, even if it is cancelled meanwhile, however often; false if it was.
Coroutine<bool> Condition::take_lock_again(std::shared_ptr<State> condition, FutureKind kind) {
    bool cancelled = false;
    for (;;) {
        try {
            co_await condition->lock.acquire_as(kind);
            co_return !cancelled;
        } catch (const CancelledError&) {
            cancelled = true;
        }
    }
}

void Condition::notify(int n) const {
    if (!locked()) throw RuntimeError("cannot notify on un-acquired lock");
    if (n > 0) state_->line.wake(static_cast<std::size_t>(n));
}

void Condition::notify_all() const { notify(static_cast<int>(state_->line.size())); }

Coroutine<> Condition::enter() const { co_await acquire(); }

Coroutine<bool> Condition::exit(std::exception_ptr) const {
    release();
    co_return false;
}

std::string repr(const Condition& condition) { return condition.state_->show(); }

}  // namespace asyncio
