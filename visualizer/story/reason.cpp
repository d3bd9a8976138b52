#include "scene.hpp"

namespace awaitscope {
namespace {

/// The last event before `index` that begins or ends the running of code: run, step, suspend, poll, ...
std::size_t switch_before(const Log& log, std::size_t index) {
    while (index-- > 0) {
        switch (log[index].kind) {
            case Kind::run:
            case Kind::step:
            case Kind::suspend:
            case Kind::task_done:
            case Kind::poll:
            case Kind::iter_end:
            case Kind::loop_begin:
            case Kind::loop_end: return index;
            default: break;
        }
    }
    return log.size();
}

/// Whose code ran when the event at `index` happened: a task, the loop for a plain callback, outside; none in a poll.
Ref who_ran(const Log& log, std::size_t index) {
    const std::size_t at = switch_before(log, index);
    if (at == log.size()) return Ref::Type::outside;
    switch (log[at].kind) {
        case Kind::step: return log[at].subject;
        case Kind::poll:
        case Kind::iter_end: return {};
        case Kind::loop_begin:
        case Kind::loop_end: return Ref::Type::outside;
        default: return Ref::Type::loop;
    }
}

/// The push of the handle that ran at `index`; the log's size if there is none.
std::size_t push_of_what_ran(const Log& log, std::size_t index) {
    const std::size_t run = switch_before(log, index);
    if (run == log.size() || log[run].kind != Kind::run) return log.size();
    for (std::size_t i = run; i-- > 0;)
        if (log[i].kind == Kind::push && log[i].subject == log[run].subject) return i;
    return log.size();
}

/// How what `handle` was given, or what its task waited for, has come to its end.
Prose wait_ended(const Scene& scene, const ReadyHandle& handle) {
    using Ended = asyncio::trace::State;
    const Parts parts{{"fut", scene.name(handle.fut)}};
    if (const Task* task = scene.state.find_task(handle.fut)) {
        if (task->state == TaskState::failed) return scene.say(Phrase::reason_failed, parts);
        return scene.say(task->state == TaskState::cancelled ? Phrase::reason_cancelled : Phrase::reason_done, parts);
    }
    const Future* future = scene.state.find_future(handle.fut);
    const bool its_own = handle.callback == Callback::task_wakeup;
    if (!future) return {};
    if (future->state == Ended::cancelled)
        return scene.say(its_own ? Phrase::reason_wait_cancelled : Phrase::reason_cancelled, parts);
    if (future->state == Ended::exception)
        return scene.say(its_own ? Phrase::reason_wait_failed : Phrase::reason_failed, parts);
    return over(scene, future->kind, handle.pushed);
}

Prose creator(const Scene& scene, const Task& task) {
    const bool just_now = task.born + 1 == scene.state.events;
    const bool known = just_now || !task.parent.is(Ref::Type::loop);
    return known ? scene.actor(task.parent) : plain(catalogue(scene.lang).callbacks[0].noun);
}

Prose step_reason(const Scene& scene, const ReadyHandle& handle) {
    const Task* task = scene.state.find_task(handle.task);
    if (!task) return {};
    if (task->steps == 0) return scene.say(Phrase::reason_created, {{"by", creator(scene, *task)}});
    if (task->on.is(Ref::Type::error)) return scene.say(Phrase::reason_bad_yield);
    return scene.say(Phrase::reason_gave_way, {{"task", scene.name(handle.task)}});
}

/// What the event just before the push at `index` tells, if a timer, a descriptor or a job was the cause.
Prose outer_cause(const Scene& scene, std::size_t index, Micros time, Phrase timer, Phrase io, Phrase job) {
    if (index == 0 || index > scene.log.size()) return {};
    const Event& cause = scene.log[index - 1];
    switch (cause.kind) {
        case Kind::timer_fire: return scene.say(timer, {{"time", scene.time(time)}});
        case Kind::io_ready: return scene.say(io, {{"io", scene.name(cause.subject)}});
        case Kind::job_end: return scene.say(job, {{"job", scene.name(cause.subject)}});
        default: return {};
    }
}

}  // namespace

/// Some futures are set for more than one reason: the callback that ran then knows which.
Prose over(const Scene& scene, FutureKind kind, std::size_t index) {
    const std::size_t push = push_of_what_ran(scene.log, index);
    switch (push == scene.log.size() ? Callback::none : scene.log[push].callback()) {
        case Callback::wait_timeout:
        case Callback::wait_for_timeout:
        case Callback::as_completed_timeout: return scene.say(Phrase::over_time_up);
        case Callback::wait_for_child_done: return scene.say(Phrase::over_work_ended);
        case Callback::as_completed_child_done: return scene.say(Phrase::over_next_one);
        default: return fill(catalogue(scene.lang).kinds[static_cast<int>(kind)].over, {});
    }
}

Prose reason(const Scene& scene, const ReadyHandle& handle) {
    if (handle.callback == Callback::task_step) return step_reason(scene, handle);
    if (handle.callback == Callback::task_wakeup) return wait_ended(scene, handle);
    Prose outer = outer_cause(scene, handle.pushed, handle.pushed_at, Phrase::reason_timer, Phrase::reason_io,
                              Phrase::reason_job);
    if (!outer.empty()) return outer;
    if (handle.fut) return wait_ended(scene, handle);
    if (handle.callback != Callback::user) return {};
    const Ref by = who_ran(scene.log, handle.pushed);
    if (by.is(Ref::Type::loop) || !by) return {};
    return scene.say(Phrase::reason_by, {{"by", scene.actor(by)}});
}

Prose origin(const Scene& scene, const ReadyHandle& handle) {
    const Ref by = who_ran(scene.log, handle.pushed);
    if (by.is(Ref::Type::task))
        return by == handle.task ? Prose() : scene.say(Phrase::origin_task, {{"task", scene.name(by)}});
    if (!by.is(Ref::Type::loop)) return {};
    const std::size_t push = push_of_what_ran(scene.log, handle.pushed);
    if (push == scene.log.size()) return {};
    Prose outer =
        outer_cause(scene, push, handle.pushed_at, Phrase::origin_timer, Phrase::origin_io, Phrase::origin_job);
    if (!outer.empty() || !scene.log[push].object.is(Ref::Type::task)) return outer;
    return scene.say(Phrase::origin_task, {{"task", scene.name(scene.log[push].object)}});
}

}  // namespace awaitscope
