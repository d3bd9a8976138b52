#include "tell.hpp"

namespace awaitscope::tells {
namespace {

using Ended = asyncio::trace::State;

Task task_before(const Scene& scene, Ref ref) {
    const Task* task = scene.state.find_task(ref);
    if (task) return *task;
    Task unknown;
    unknown.ref = ref;
    return unknown;
}

/// Why the step begins as it does; for a resumed task, the end of what it waited for.
Prose step_reason(const Scene& scene, const Task& task, const Event& event) {
    const ReadyHandle& handle = scene.state.current;
    if (event.how() == How::throw_ && task.cancelling > 0 && scene.log.text(event.text) == "CancelledError")
        return scene.say(Phrase::reason_cancel);
    if (handle.task != task.ref) return {};
    const bool gave_way = handle.callback == Callback::task_step && task.on.is(Ref::Type::yield);
    return gave_way ? scene.say(Phrase::reason_turn) : reason(scene, handle);
}

}  // namespace

Prose task_new(const Scene& scene, const Event& event) {
    const std::string call = Task{.coro = scene.log.text(event.text), .arguments = scene.log.text(event.text2)}.call();
    return scene.say(Phrase::task_new,
                     {{"by", scene.actor(event.by)}, {"task", scene.name(event.subject)}, {"call", quote(call)}});
}

Prose task_name(const Scene& scene, const Event& event) {
    return scene.say(Phrase::task_name,
                     {{"task", scene.name(event.subject)}, {"name", bold(scene.text(event.text).str())}});
}

Prose step(const Scene& scene, const Event& event) {
    const Task task = task_before(scene, event.subject);
    const Phrase thrown = task.steps == 0 ? Phrase::step_throw_unstarted : Phrase::step_throw;
    const Phrase phrase = event.how() == How::throw_  ? thrown
                          : event.how() == How::start ? Phrase::step_start
                                                      : Phrase::step_resume;
    return scene.say(phrase, {
        {"task", scene.name(event.subject)},
        {"call", scene.call(event.subject)},
        {"exc", event.text ? scene.exc(event) : code("?")},
        {"reason", step_reason(scene, task, event)},
    });
}

Task suspended(const Scene& scene, const Event& event) {
    Task task = task_before(scene, event.subject);
    const Future* future = scene.state.find_future(event.object);
    task.on = event.object;
    task.kind = event.future_kind();
    task.parts = scene.log.list(event.text2);
    task.due = future ? future->due : -1;
    return task;
}

Prose suspend(const Scene& scene, const Event& event) {
    const Phrase phrase = event.object.is(Ref::Type::yield)   ? Phrase::suspend_yield
                          : event.object.is(Ref::Type::error) ? Phrase::suspend_error
                                                              : Phrase::suspend;
    return scene.say(phrase, {{"task", scene.name(event.subject)}, {"does", scene.does(suspended(scene, event))}});
}

Prose task_done(const Scene& scene, const Event& event) {
    const Phrase phrase = event.state() == Ended::exception   ? Phrase::task_failed
                          : event.state() == Ended::cancelled ? Phrase::task_cancelled
                                                              : Phrase::task_done;
    return scene.say(
        phrase, {{"task", scene.name(event.subject)}, {"exc", event.text ? scene.exc(event) : code("CancelledError")}});
}

Prose cancel(const Scene& scene, const Event& event) {
    const Phrase phrase = event.by == event.subject ? Phrase::cancel_self
                          : event.value > 1         ? Phrase::cancel_again
                                                    : Phrase::cancel;
    return scene.say(
        phrase, {{"by", scene.actor(event.by)}, {"task", scene.name(event.subject)}, {"count", number(event.value)}});
}

Prose uncancel(const Scene& scene, const Event& event) {
    return scene.say(Phrase::uncancel, {{"task", scene.name(event.subject)}, {"count", number(event.value)}});
}

Prose future_new(const Scene& scene, const Event& event) {
    return scene.say(Phrase::future_new, {{"by", scene.actor(event.by)}, {"fut", scene.name(event.subject)}});
}

Prose future_done(const Scene& scene, const Event& event) {
    const Phrase phrase = event.state() == Ended::exception   ? Phrase::future_failed
                          : event.state() == Ended::cancelled ? Phrase::future_cancelled
                                                              : Phrase::future_done;
    return scene.say(phrase, {
        {"fut", scene.name(event.subject)},
        {"over", over(scene, event.future_kind(), scene.state.events)},
        {"exc", event.text ? scene.exc(event) : code("?")},
    });
}

}  // namespace awaitscope::tells
