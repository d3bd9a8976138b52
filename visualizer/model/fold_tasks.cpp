#include <utility>

#include "fold.hpp"
#include "lookup.hpp"

namespace awaitscope::folds {
namespace {

TaskState waiting_state(const Event& suspend) {
    if (suspend.object.is(Ref::Type::yield) || suspend.object.is(Ref::Type::error)) return TaskState::ready;
    switch (suspend.future_kind()) {
        case FutureKind::sleep: return TaskState::sleeping;
        case FutureKind::executor: return TaskState::thread;
        case FutureKind::sock_recv:
        case FutureKind::sock_send:
        case FutureKind::sock_accept:
        case FutureKind::sock_connect:
        case FutureKind::stream_read:
        case FutureKind::stream_drain:
        case FutureKind::stream_closed:
        case FutureKind::transport:
        case FutureKind::server_serve:
        case FutureKind::server_closed: return TaskState::io_wait;
        default: return TaskState::awaiting;
    }
}

TaskState final_state(asyncio::trace::State how) {
    switch (how) {
        case asyncio::trace::State::exception: return TaskState::failed;
        case asyncio::trace::State::cancelled: return TaskState::cancelled;
        default: return TaskState::done;
    }
}

void stop_waiting(State& state, Task& task) {
    if (Future* future = edit(state.futures, task.on)) std::erase(future->waiters, task.ref);
    task.due = -1;
}

/// Timers are armed before anyone waits for them: now it is known whom this one will wake.
void name_timer(State& state, const Future& future, Ref task) {
    const auto after = [](Micros when, const Timer& timer) { return when < timer.when; };
    auto timer = std::upper_bound(state.timers.begin(), state.timers.end(), future.due, after);
    while (timer != state.timers.begin() && (--timer)->when == future.due) {
        if (timer->fut != future.ref) continue;
        if (!timer->task) timer->task = task;
        return;
    }
}

void wait_for_future(State& state, Task& task, const Event& event) {
    Future& future = mention(state.futures, event.object);
    if (event.future_kind() != FutureKind::none) future.kind = event.future_kind();
    future.waiters.push_back(task.ref);
    task.due = future.due;
    if (future.due >= 0) name_timer(state, future, task.ref);
    for (Watcher& watcher : state.watchers)
        if (watcher.fut == future.ref && !watcher.task) watcher.task = task.ref;
}

}  // namespace

void make_ready(State& state, Ref ref) {
    if (!ref.is(Ref::Type::task)) return;
    Task& task = mention(state.tasks, ref);
    if (task.over() || task.state == TaskState::running) return;
    stop_waiting(state, task);
    task.state = TaskState::ready;
}

void task_new(State& state, const Log& log, const Event& event) {
    Task fresh;
    fresh.ref = event.subject;
    fresh.coro = log.text(event.text);
    fresh.arguments = log.text(event.text2);
    fresh.parent = event.by;
    fresh.line = static_cast<std::int32_t>(event.value);
    fresh.born = state.events;
    mention(state.tasks, event.subject) = std::move(fresh);
    state.newborn = event.subject;
}

void watch_newborn(State& state, const Event& event) {
    const Ref newborn = std::exchange(state.newborn, Ref());
    if (event.subject == newborn || event.by == newborn) return;
    Task* task = edit(state.tasks, newborn);
    if (!task || task->over()) return;
    task->state = TaskState::failed;
    task->refused = true;
    task->ended = state.events;
}

void task_name(State& state, const Log& log, const Event& event) {
    mention(state.tasks, event.subject).name = log.text(event.text);
}

void step(State& state, const Log& log, const Event& event) {
    Task& task = mention(state.tasks, event.subject);
    stop_waiting(state, task);
    task.state = TaskState::running;
    task.on = {};
    task.kind = {};
    task.parts.clear();
    ++task.steps;
    task.exc = log.text(event.text);
    task.msg = log.text(event.text2);
    if (event.value > 0) task.line = static_cast<std::int32_t>(event.value);
    task.inside = state.running;
    state.running = event.subject;
}

void suspend(State& state, const Log& log, const Event& event) {
    Task& task = mention(state.tasks, event.subject);
    stop_waiting(state, task);
    task.state = waiting_state(event);
    task.on = event.object;
    task.kind = event.future_kind();
    task.parts = log.list(event.text2);
    task.exc = task.msg = {};
    if (event.value > 0) task.line = static_cast<std::int32_t>(event.value);
    if (event.object.is(Ref::Type::future)) wait_for_future(state, task, event);
    state.running = std::exchange(task.inside, Ref());
}

void task_done(State& state, const Log& log, const Event& event) {
    Task& task = mention(state.tasks, event.subject);
    stop_waiting(state, task);
    task.state = final_state(event.state());
    task.on = {};
    task.kind = {};
    task.parts.clear();
    task.exc = log.text(event.text);
    task.msg = log.text(event.text2);
    task.ended = state.events;
    state.running = std::exchange(task.inside, Ref());
}

void cancel(State& state, const Log&, const Event& event) {
    mention(state.tasks, event.subject).cancelling = static_cast<std::uint32_t>(event.value);
}

void uncancel(State& state, const Log& log, const Event& event) { cancel(state, log, event); }

void future_new(State& state, const Log&, const Event& event) {
    mention(state.futures, event.subject).kind = FutureKind::user;
}

void future_done(State& state, const Log&, const Event& event) {
    Future& future = mention(state.futures, event.subject);
    if (event.future_kind() != FutureKind::none) future.kind = event.future_kind();
    future.state = event.state();
    future.due = -1;
}

}  // namespace awaitscope::folds
