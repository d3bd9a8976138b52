#include "scene.hpp"

#include <algorithm>

namespace awaitscope {
namespace {

constexpr std::size_t most_names = 4;

/// Where the first `most` characters of UTF-8 end.
std::size_t cut(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t characters = 0; at < text.size(); ++at)
        if ((text[at] & 0xC0) != 0x80 && characters++ == most) break;
    return at;
}

bool is_over(const State& state, Ref part) {
    if (const Task* task = state.find_task(part)) return task->over();
    const Future* future = state.find_future(part);
    return future && future->state != asyncio::trace::State::none;
}

Parts waiting_parts(const Speaker& speaker, const Task& task) {
    const auto done =
        std::count_if(task.parts.begin(), task.parts.end(), [&](Ref part) { return is_over(speaker.state, part); });
    return {
        {"on", speaker.name(task.on)},
        {"due", task.due >= 0 ? speaker.time(task.due) : Prose()},
        {"parts", speaker.names(task.parts)},
        {"done", number(done)},
        {"count", number(static_cast<std::int64_t>(task.parts.size()))},
    };
}

const KindWords& words(const Speaker& speaker, FutureKind kind) {
    return catalogue(speaker.lang).kinds[static_cast<int>(kind)];
}

/// The job that a task waits for, if there is no doubt which one it is.
const Job* job_of(const State& state, Ref task) {
    const Job* found = nullptr;
    for (const Job& job : state.jobs) {
        if (job.by != task || job.state > Job::State::running) continue;
        if (found) return nullptr;
        found = &job;
    }
    return found;
}

}  // namespace

Prose number(std::int64_t n) { return plain(std::to_string(n)); }

Prose quote(std::string_view text, std::size_t most) {
    const std::size_t end = cut(text, most);
    std::string line(text.substr(0, end));
    std::replace_if(line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (end < text.size()) line += "…";
    return code(line);
}

Prose Speaker::name(Ref ref) const { return bold(display_name(state, ref)); }

Prose Speaker::names(const std::vector<Ref>& refs) const {
    Prose list;
    for (std::size_t i = 0; i < refs.size(); ++i) {
        if (i > 0) append(list, say(Phrase::list_comma));
        append(list, i < most_names ? name(refs[i]) : say(Phrase::more));
        if (i == most_names) break;
    }
    return list;
}

Prose Speaker::actor(Ref by) const {
    if (by.is(Ref::Type::task) || by.is(Ref::Type::job)) return name(by);
    if (by.is(Ref::Type::outside)) return say(Phrase::actor_outside);
    const CallbackWords& callback = catalogue(lang).callbacks[static_cast<int>(state.current.callback)];
    if (!state.current.ref || !*callback.actor) return say(Phrase::actor_loop);
    const bool known = state.current.callback == Callback::user;
    return fill(callback.actor, {{"fn", quote(known ? state.current.fn : state.current.callback_name)}});
}

Prose Speaker::coro(Ref ref) const {
    const Task* task = state.find_task(ref);
    return quote(task && !task->coro.empty() ? task->coro : "?");
}

Prose Speaker::call(Ref ref) const {
    const Task* task = state.find_task(ref);
    return task && !task->arguments.empty() ? quote(task->call()) : code(coro(ref).str() + "()");
}

Prose Speaker::noun(const ReadyHandle& handle) const {
    const Task* task = state.find_task(handle.task);
    if (handle.callback == Callback::task_step && (!task || task->steps == 0))
        return say(Phrase::first_step, {{"task", name(handle.task)}});
    const std::vector<Ref> waiters = waiting_for(handle.fut);
    const Ref whom = handle.task ? handle.task : waiters.empty() ? Ref() : waiters.front();
    const std::string_view fn = handle.callback == Callback::user ? handle.fn : handle.callback_name;
    return fill(catalogue(lang).callbacks[static_cast<int>(handle.callback)].noun,
                {
                    {"task", whom ? name(whom) : Prose()},
                    {"fut", name(handle.fut)},
                    {"fn", quote(fn.empty() ? "?" : fn)},
                    {"io", name(handle.ref)},
                });
}

Prose Speaker::does(const Task& task) const {
    if (task.on.is(Ref::Type::task)) return say(Phrase::awaits, {{"on", name(task.on)}});
    if (task.kind == FutureKind::queue_get && !task.parts.empty())
        return say(Phrase::awaits_next_one, waiting_parts(*this, task));
    return fill(words(*this, task.kind).does, waiting_parts(*this, task));
}

Prose Speaker::label(const Task& task) const {
    if (task.on.is(Ref::Type::task)) return say(Phrase::awaits, {{"on", name(task.on)}});
    if (task.kind == FutureKind::queue_get && !task.parts.empty())
        return say(Phrase::label_as_completed, waiting_parts(*this, task));
    const Job* job = task.kind == FutureKind::executor ? job_of(state, task.ref) : nullptr;
    if (!job) return fill(words(*this, task.kind).label, waiting_parts(*this, task));
    return say(job->worker < 0 ? Phrase::label_job_queued : Phrase::label_job_running,
               {{"worker", number(job->worker)}, {"fn", quote(job->fn.empty() ? "?" : job->fn)}});
}

std::vector<Ref> Speaker::waiting_for(Ref what) const {
    if (const Future* future = state.find_future(what)) return future->waiters;
    std::vector<Ref> found;
    if (!what.is(Ref::Type::task)) return found;
    for (const Task& task : state.tasks) {
        const bool waits = task.state != TaskState::ready && !task.over();
        const bool part = std::find(task.parts.begin(), task.parts.end(), what) != task.parts.end();
        if (waits && (task.on == what || part)) found.push_back(task.ref);
    }
    return found;
}

Prose Speaker::time(Micros time) const { return plain("t = " + format_time(time)); }
Prose Speaker::duration(Micros time) const { return plain(format_time(time)); }

Prose Scene::text(asyncio::trace::TextId id) const {
    const std::string_view text = log.text(id);
    return quote(text.empty() ? "?" : text);
}

Prose Scene::exc(const Event& event) const {
    if (!event.text) return {};
    std::string text(log.text(event.text));
    if (event.text2) text += ": " + std::string(log.text(event.text2));
    return quote(text);
}

ReadyHandle as_handle(const Timer& timer) {
    return {.ref = timer.ref, .callback = timer.callback, .callback_name = timer.callback_name, .task = timer.task,
            .fut = timer.fut, .fn = timer.fn};
}

ReadyHandle as_handle(const Watcher& watcher) {
    return {.ref = watcher.ref,
            .callback = watcher.callback,
            .callback_name = watcher.callback_name,
            .task = watcher.task,
            .fut = watcher.fut,
            .fn = watcher.fn};
}

ReadyHandle as_handle(const Scene& scene, const Event& event) {
    return {.ref = event.subject,
            .callback = event.callback(),
            .callback_name = event.callback() == Callback::other ? scene.log.text(event.text2) : word(event.callback()),
            .task = event.by,
            .fut = event.object,
            .fn = scene.log.text(event.text),
            .pushed = scene.state.events,
            .pushed_at = scene.state.now};
}

ReadyHandle find_handle(const State& state, Ref ref) {
    if (state.current.ref == ref) return state.current;
    for (const ReadyHandle& handle : state.ready)
        if (handle.ref == ref) return handle;
    for (const Timer& timer : state.timers)
        if (timer.ref == ref) return as_handle(timer);
    for (const Watcher& watcher : state.watchers)
        if (watcher.ref == ref) return as_handle(watcher);
    ReadyHandle unknown;
    unknown.ref = ref;
    return unknown;
}

Prose capitalised(Lang lang, Prose sentence) {
    if (lang != Lang::en || sentence.runs.empty() || sentence.runs.front().style != Run::Style::plain) return sentence;
    char& first = sentence.runs.front().text.front();
    if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
    return sentence;
}

}  // namespace awaitscope
