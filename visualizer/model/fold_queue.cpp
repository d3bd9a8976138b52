#include "fold.hpp"
#include "lookup.hpp"

namespace awaitscope::folds {
namespace {

template <class List>
auto find_handle(List& list, Ref ref) {
    return std::find_if(list.begin(), list.end(), [=](const auto& handle) { return handle.ref == ref; });
}

/// Takes `ref` out of the queue, wherever it is. All empty but its name if it is not there.
ReadyHandle take(State& state, Ref ref) {
    ReadyHandle handle;
    handle.ref = ref;
    if (const auto found = find_handle(state.ready, ref); found != state.ready.end()) {
        handle = *found;
        state.ready.erase(found);
    }
    state.left_in_turn = std::min(state.left_in_turn - (state.left_in_turn > 0), state.ready.size());
    if (const auto watcher = find_handle(state.watchers, ref); watcher != state.watchers.end()) watcher->ready = false;
    return handle;
}

bool before(const Timer& a, const Timer& b) { return a.when != b.when ? a.when < b.when : a.armed < b.armed; }

}  // namespace

void push(State& state, const Log& log, const Event& event) {
    state.ready.push_back({
        .ref = event.subject,
        .callback = event.callback(),
        .callback_name = callback_name(log, event),
        .task = event.by,
        .fut = event.object,
        .fn = log.text(event.text),
        .pushed = state.events,
        .pushed_at = state.now,
    });
    if (state.phase == Phase::turn || state.phase == Phase::polling) ++state.left_in_turn;
    if (event.object.is(Ref::Type::future)) mention(state.futures, event.object);
    if (event.callback() == Callback::task_step || event.callback() == Callback::task_wakeup)
        make_ready(state, event.by);
}

void run(State& state, const Log&, const Event& event) {
    state.current = take(state, event.subject);
    state.running = {};
    state.phase = Phase::running;
    if (state.current.callback == Callback::run_stop) state.stopping = true;
}

void skip(State& state, const Log&, const Event& event) {
    take(state, event.subject);
    state.current = {};
    state.running = {};
    state.phase = Phase::running;
}

void handle_cancel(State& state, const Log&, const Event& event) {
    if (const auto found = find_handle(state.ready, event.subject); found != state.ready.end()) found->cancelled = true;
}

void timer_arm(State& state, const Log& log, const Event& event) {
    Timer timer{
        .ref = event.subject,
        .when = event.value,
        .callback = event.callback(),
        .callback_name = callback_name(log, event),
        .task = event.by,
        .fut = event.object,
        .fn = log.text(event.text),
        .armed = state.events,
        .armed_at = state.now,
    };
    if (event.object.is(Ref::Type::future)) {
        Future& future = mention(state.futures, event.object);
        future.due = event.value;
        if (event.callback() == Callback::sleep_wake) future.kind = FutureKind::sleep;
        if (!timer.task && !future.waiters.empty()) timer.task = future.waiters.front();
    }
    state.timers.insert(std::upper_bound(state.timers.begin(), state.timers.end(), timer, before), timer);
}

void timer_fire(State& state, const Log&, const Event& event) {
    if (const auto found = find_handle(state.timers, event.subject); found != state.timers.end())
        state.timers.erase(found);
}

void timer_cancel(State& state, const Log& log, const Event& event) { timer_fire(state, log, event); }

}  // namespace awaitscope::folds
