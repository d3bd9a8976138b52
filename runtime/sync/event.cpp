#include "event.hpp"

#include "waiting_line.hpp"

namespace asyncio {

struct Event::State {
    WaitingLine line{*this};
    bool is_set = false;

    std::string show() const { return show_locks("Event", this, is_set ? "set" : "unset", line.size()); }
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

std::string repr(const Event& event) { return event.state_->show(); }

}  // namespace asyncio
