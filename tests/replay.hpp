#pragma once
#include <map>
#include <optional>
#include <set>

#include "catch.hpp"
#include "visualizer/model/history.hpp"

/// The model against a replay of the same events that is kept as simple as it can be.
namespace replay {

using namespace awaitscope;

/// The same facts by the most naive replay, kept apart from the model.
struct Replay {
    std::vector<Ref> ready;
    std::map<Ref, std::pair<Micros, std::size_t>> timers;
    std::set<Ref> watchers, alive;
    std::vector<Ref> running;     // the task whose step runs; above it one that it has started eagerly, and so on
    std::size_t run_in_turn = 0;  // handles that still run in this turn
    bool gathering = false;       // between iter_begin and the turn's first handle
    std::uint32_t turn = 0;
    Ref newborn;                  // the task that the latest event has made
    std::set<Ref> refused;        // tasks that came to nothing: create_task threw, and no step was queued
    std::set<Ref> left_over;      // when the latest loop ended: gone if another loop begins, which counts from 1 again
    std::map<Ref, std::size_t> suspended;   // tasks, by the event that did it
    std::size_t ended = 0, gone = 0;        // events before: until the latest loop ended, until that one had a successor

    void forget(const std::set<Ref>& gone) {
        std::erase_if(ready, [&](Ref ref) { return gone.contains(ref); });
        std::erase_if(timers, [&](const auto& timer) { return gone.contains(timer.first); });
        std::erase_if(watchers, [&](Ref ref) { return gone.contains(ref); });
    }
    void apply(const Event& event, std::size_t index) {
        const bool of_thread = event.kind == Kind::job_begin || event.kind == Kind::job_end;
        if (newborn && event.by != newborn && event.subject != newborn && !of_thread) {
            refused.insert(newborn);
            alive.erase(newborn);
        }
        if (!of_thread) newborn = event.kind == Kind::task_new ? event.subject : Ref();
        switch (event.kind) {
            case Kind::iter_begin:
                if (event.subject.number() <= turn) {
                    forget(left_over);
                    gone = ended;
                }
                turn = event.subject.number();
                gathering = true;
                break;
            case Kind::iter_end: gathering = false; run_in_turn = 0; break;
            case Kind::loop_end:
                gathering = false;
                running.clear();
                run_in_turn = 0;
                ended = index;
                left_over.clear();
                left_over.insert(ready.begin(), ready.end());
                for (const auto& [ref, key] : timers) left_over.insert(ref);
                left_over.insert(watchers.begin(), watchers.end());
                break;
            case Kind::push: ready.push_back(event.subject); break;
            case Kind::run:
            case Kind::skip:
                if (gathering) run_in_turn = ready.size();
                gathering = false;
                MUST_HOLD(ready.front() == event.subject, name(event.subject));
                ready.erase(ready.begin());
                --run_in_turn;
                break;
            case Kind::timer_arm: timers[event.subject] = {event.value, index}; break;
            case Kind::timer_fire:
            case Kind::timer_cancel: timers.erase(event.subject); break;
            case Kind::io_begin: watchers.insert(event.subject); break;
            case Kind::io_end: watchers.erase(event.subject); break;
            case Kind::task_new: alive.insert(event.subject); break;
            case Kind::step: running.push_back(event.subject); break;
            case Kind::task_done: alive.erase(event.subject); [[fallthrough]];
            case Kind::suspend:
                suspended[event.subject] = index;
                if (!running.empty()) running.pop_back();
                break;
            default: break;
        }
    }

    std::size_t left_in_turn() const { return gathering ? ready.size() : run_in_turn; }
};

template <class List>
std::vector<Ref> refs(const List& list) {
    std::vector<Ref> found;
    for (const auto& one : list) found.push_back(one.ref);
    return found;
}

inline std::vector<Ref> in_firing_order(const Replay& replay) {
    std::vector<std::pair<std::pair<Micros, std::size_t>, Ref>> order;
    for (const auto& [ref, key] : replay.timers) order.emplace_back(key, ref);
    std::sort(order.begin(), order.end());
    std::vector<Ref> found;
    for (const auto& [key, ref] : order) found.push_back(ref);
    return found;
}

inline void check_task(const State& state, const Task& task, const Replay& replay) {
    const bool runs = std::find(replay.running.begin(), replay.running.end(), task.ref) != replay.running.end();
    MUST_HOLD((task.state == TaskState::running) == runs, name(task.ref));
    MUST_HOLD(task.refused == replay.refused.contains(task.ref), name(task.ref));
    if (task.refused) MUST_HOLD(task.state == TaskState::failed, name(task.ref));
    if (task.state == TaskState::sleeping) MUST_HOLD(task.kind == FutureKind::sleep, name(task.ref));
    if (task.state == TaskState::running || task.over()) MUST_HOLD(!task.on, name(task.ref));
    if (task.state != TaskState::sleeping) return;
    const Future& future = *state.find_future(task.on);
    MUST_HOLD(future.waiters == std::vector(1, task.ref), name(task.ref));
    const bool armed = std::any_of(state.timers.begin(), state.timers.end(), [&](const Timer& timer) {
        return timer.fut == task.on && timer.task == task.ref && timer.when == task.due;
    });
    const bool fired = state.phase == Phase::polling || !state.ready.empty() || state.current.ref;
    const bool of_former_loop = replay.suspended.at(task.ref) < replay.gone;   // it sleeps for ever
    MUST_HOLD((armed || fired || of_former_loop), name(task.ref));
}

/// A task that is neither over nor running and waits for nothing has its next step in the queue, or
/// being run; in between it is about to be pushed.
inline void check_ready(const State& state, const Task& task, const Replay& replay, const Event& latest) {
    if (task.state != TaskState::ready || replay.newborn == task.ref) return;
    const auto is_its_step = [&](const ReadyHandle& handle) {
        return handle.task == task.ref &&
               (handle.callback == Callback::task_step || handle.callback == Callback::task_wakeup);
    };
    const bool queued = std::any_of(state.ready.begin(), state.ready.end(), is_its_step);
    const bool about_to =
        (latest.kind == Kind::task_new || latest.kind == Kind::suspend || latest.kind == Kind::task_name) &&
        latest.subject == task.ref;
    MUST_HOLD((queued || is_its_step(state.current) || about_to), name(task.ref));
}

inline void check(const State& state, const Replay& replay, const Event& latest) {
    MUST_HOLD(refs(state.ready) == replay.ready, "after " << state.events << " events");
    MUST_HOLD(state.left_in_turn == replay.left_in_turn(), "after " << state.events << " events");
    MUST_HOLD(refs(state.timers) == in_firing_order(replay), "after " << state.events << " events");
    MUST_HOLD(state.running == (replay.running.empty() ? Ref() : replay.running.back()), "after " << state.events << " events");
    MUST_HOLD(state.watchers.size() == replay.watchers.size(), "after " << state.events << " events");
    std::set<Ref> alive;
    for (const Task& task : state.tasks) {
        if (!task.over()) alive.insert(task.ref);
        check_task(state, task, replay);
        check_ready(state, task, replay, latest);
    }
    MUST_HOLD(alive == replay.alive, "after " << state.events << " events");
}

/// Checks every instant of the log.
inline void check(const Log& log) {
    State state;
    Replay replay;
    for (std::size_t i = 0; i < log.size(); ++i) {
        CAPTURE(i);
        fold(state, log, log[i]);
        replay.apply(log[i], i);
        check(state, replay, log[i]);
    }
}

}  // namespace replay
