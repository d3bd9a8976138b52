#include "fold.hpp"

namespace awaitscope::folds {
namespace {

/// The handle that ran has returned; whose step it was has suspended or ended (or the loop broke off in it).
void nothing_runs(State& state) {
    state.current = {};
    state.running = {};
}

/// A new loop has begun: what its predecessor had not run when it was closed is gone.
void forget_former_loop(State& state) {
    const std::size_t then = state.loop_ended;
    std::erase_if(state.ready, [=](const ReadyHandle& handle) { return handle.pushed < then; });
    std::erase_if(state.timers, [=](const Timer& timer) { return timer.armed < then; });
    std::erase_if(state.watchers, [=](const Watcher& watcher) { return watcher.begun < then; });
}

}  // namespace

void loop_begin(State& state, const Log&, const Event&) { state.phase = Phase::between; }

void loop_end(State& state, const Log&, const Event& event) {
    nothing_runs(state);
    state.now = event.value;
    state.phase = Phase::outside;
    state.stopping = false;
    state.left_in_turn = 0;
    state.loop_ended = state.events + 1;
}

void iter_begin(State& state, const Log&, const Event& event) {
    nothing_runs(state);
    if (event.subject.number() <= state.turn) forget_former_loop(state);  // each loop counts from 1
    state.now = event.value;
    state.turn = event.subject.number();
    state.phase = Phase::turn;
    state.left_in_turn = state.ready.size();
}

void poll(State& state, const Log&, const Event& event) {
    state.poll_timeout = event.value;
    state.phase = Phase::polling;
}

void clock(State& state, const Log&, const Event& event) { state.now = event.value; }

void iter_end(State& state, const Log&, const Event&) {
    nothing_runs(state);
    state.phase = Phase::between;
    state.left_in_turn = 0;
}

void deadlock(State& state, const Log&, const Event&) { state.phase = Phase::deadlock; }

void end(State& state, const Log& log, const Event& event) {
    nothing_runs(state);
    state.phase = Phase::ended;
    state.left_in_turn = 0;
    state.end_exc = log.text(event.text);
    state.end_msg = log.text(event.text2);
}

}  // namespace awaitscope::folds
