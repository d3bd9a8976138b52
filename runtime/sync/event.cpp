#include "event.hpp"

#include "waiting_line.hpp"

namespace asyncio {

struct Event::State {
    WaitingLine line;
    bool is_set = false;
};

Event::Event() : state_(std::make_shared<State>()) {}

bool Event::is_set() const { return state_->is_set; }

void Event::set() const {
    if (std::exchange(state_->is_set, true)) return;
    state_->line.wake(state_->line.size());
}

void Event::clear() const { state_->is_set = false; }

Coroutine<bool> Event::wait() const { return wait_as(trace::FutureKind::event); }

Coroutine<bool> Event::wait_as(trace::FutureKind kind) const { return wait(state_, kind).as("Event.wait"); }

Coroutine<bool> Event::wait(std::shared_ptr<State> event, trace::FutureKind kind) {
    if (event->is_set) co_return true;
    PlaceInLine place(event->line, kind);
    co_await place.turn();
    co_return true;
}

std::string repr(const Event& event) {
    return show_locks("Event", event.state_.get(), event.is_set() ? "set" : "unset", event.state_->line);
}

}  // namespace asyncio
