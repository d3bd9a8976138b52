#include "tell.hpp"

// The story of a whole program: at most one line for an event.
namespace awaitscope {
namespace {

using Ended = asyncio::trace::State;

/// The function of the program that a handle, a timer or a push is about; empty if it is asyncio's own.
Prose user_function(const ReadyHandle& handle) {
    return handle.callback == Callback::user ? quote(handle.fn.empty() ? "?" : handle.fn) : Prose();
}

Prose say_if(const Scene& scene, Phrase phrase, const char* key, const Prose& part) {
    return part.empty() ? Prose() : scene.say(phrase, {{key, part}});
}

Prose none(const Scene&, const Event&) { return {}; }

Prose loop_begin(const Scene& scene, const Event& event) {
    return event.object.is(Ref::Type::cancel_all) ? scene.say(Phrase::line_cancel_all) : Prose();
}

Prose clock(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_clock, {{"time", scene.time(event.value)}});
}

Prose deadlock(const Scene& scene, const Event&) { return scene.say(Phrase::line_deadlock); }

Prose end(const Scene& scene, const Event& event) {
    return say_if(scene, Phrase::line_end_exc, "exc", scene.exc(event));
}

/// Timers and descriptors queue what is due; here only what the program's code puts into the queue.
Prose push(const Scene& scene, const Event& event) {
    const std::size_t index = scene.state.events;
    const bool due =
        index > 0 && (scene.log[index - 1].kind == Kind::timer_fire || scene.log[index - 1].kind == Kind::io_ready);
    if (due || event.object) return {};
    return say_if(scene, Phrase::line_queued, "fn", user_function(as_handle(scene, event)));
}

Prose run(const Scene& scene, const Event& event) {
    const ReadyHandle handle = find_handle(scene.state, event.subject);
    if (handle.callback == Callback::timeout_expire)
        return scene.say(Phrase::line_expired, {{"task", scene.name(handle.task)}});
    return say_if(scene, Phrase::line_called, "fn", user_function(handle));
}

Prose called_off(const Scene& scene, const Event& event) {
    return say_if(scene, Phrase::line_called_off, "fn", user_function(find_handle(scene.state, event.subject)));
}

Prose timer_arm(const Scene& scene, const Event& event) {
    const Prose fn = user_function(as_handle(scene, event));
    const bool timeout = event.callback() == Callback::timeout_expire;
    if (fn.empty() && !timeout) return {};
    return scene.say(timeout ? Phrase::line_timeout : Phrase::line_call_later,
                     {{"task", scene.name(event.by)}, {"fn", fn}, {"when", scene.time(event.value)}});
}

Prose task_new(const Scene& scene, const Event& event) {
    if (event.by.is(Ref::Type::outside)) return {};  // its start says enough
    return scene.say(Phrase::line_created, {{"task", scene.name(event.subject)}, {"coro", scene.text(event.text)}});
}

Prose task_name(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_named,
                     {{"task", scene.name(event.subject)}, {"name", bold(scene.text(event.text).str())}});
}

Prose step(const Scene& scene, const Event& event) {
    const Phrase phrase = event.how() == How::throw_  ? Phrase::line_throw
                          : event.how() == How::start ? Phrase::line_starts
                                                      : Phrase::line_goes_on;
    return scene.say(phrase, {{"task", scene.name(event.subject)}, {"coro", scene.coro(event.subject)},
                              {"exc", event.text ? scene.exc(event) : code("?")}});
}

Prose suspend(const Scene& scene, const Event& event) {
    const Phrase phrase = event.object.is(Ref::Type::yield)   ? Phrase::line_yield
                          : event.object.is(Ref::Type::error) ? Phrase::line_bad_yield
                                                              : Phrase::line_does;
    return scene.say(phrase,
                     {{"task", scene.name(event.subject)}, {"does", scene.does(tells::suspended(scene, event))}});
}

/// One of three lines, by how something ended.
Prose ended(const Scene& scene, const Event& event, const char* key, Phrase done, Phrase failed, Phrase cancelled) {
    const Phrase phrase = event.state() == Ended::exception   ? failed
                          : event.state() == Ended::cancelled ? cancelled
                                                              : done;
    return scene.say(phrase, {{key, scene.name(event.subject)}, {"exc", event.text ? scene.exc(event) : code("?")}});
}

Prose task_done(const Scene& scene, const Event& event) {
    return ended(scene, event, "task", Phrase::line_done, Phrase::line_failed, Phrase::line_cancelled);
}

Prose cancel(const Scene& scene, const Event& event) {
    return scene.say(event.by == event.subject ? Phrase::line_cancel_self : Phrase::line_cancel,
                     {{"by", scene.actor(event.by)}, {"task", scene.name(event.subject)}});
}

Prose future_new(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_future_new, {{"by", scene.actor(event.by)}, {"fut", scene.name(event.subject)}});
}

/// Futures that asyncio makes for its own use show in what the tasks do.
Prose future_done(const Scene& scene, const Event& event) {
    if (event.future_kind() != FutureKind::user) return {};
    return ended(scene, event, "fut", Phrase::line_future_done, Phrase::line_future_failed,
                 Phrase::line_future_cancelled);
}

Prose job_submit(const Scene& scene, const Event& event) {
    return scene.say(
        Phrase::line_job_submit,
        {{"by", scene.actor(event.by)}, {"fn", scene.text(event.text)}, {"job", scene.name(event.subject)}});
}

Prose job_begin(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_job_begin, {{"job", scene.name(event.subject)}, {"worker", number(event.value)}});
}

Prose job_end(const Scene& scene, const Event& event) {
    return ended(scene, event, "job", Phrase::line_job_done, Phrase::line_job_failed, Phrase::line_job_cancelled);
}

Prose block(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_block, {{"by", scene.actor(event.by)}, {"time", scene.time(event.value)}});
}

Prose out(const Scene& scene, const Event& event) {
    const std::string_view text = scene.log.text(event.text);
    return scene.say(Phrase::line_out, {{"by", scene.actor(event.by)},
                                        {"text", text.empty() ? code("\"\"") : quote(text, std::string_view::npos)}});
}

Prose mark(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_mark, {{"by", scene.actor(event.by)}, {"text", scene.text(event.text)}});
}

Prose loop_error(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_error, {{"message", scene.text(event.object.bits())}, {"exc", scene.exc(event)}});
}

Prose warning(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_warning,
                     {{"category", scene.text(event.text)}, {"message", scene.text(event.text2)}});
}

Prose slow_callback(const Scene& scene, const Event& event) {
    return scene.say(Phrase::line_slow, {{"handle", scene.noun(find_handle(scene.state, event.subject))},
                                         {"duration", scene.duration(event.value)}});
}

constexpr tells::Tell table[] = {
    // In the order of Kind.
    loop_begin, none, none, none, clock, none, deadlock, end,
    push, run, none, called_off, timer_arm, none, called_off,
    task_new, task_name, step, suspend, task_done, cancel, none, future_new, future_done,
    none, none, none, job_submit, job_begin, job_end,
    block, out, mark, loop_error, warning, slow_callback,
};
static_assert(std::size(table) == asyncio::trace::kind_count);

}  // namespace

std::string story(const Log& log, Lang lang) {
    std::string text;
    State state;
    const std::size_t size = log.size();
    while (state.events < size) {
        const Event& event = log[state.events];
        const Prose line = table[static_cast<std::size_t>(event.kind)](Scene{{state, lang}, log}, event);
        if (!line.empty()) text += capitalised(lang, line).str() + "\n";
        fold(state, log, event);
    }
    return text;
}

}  // namespace awaitscope
