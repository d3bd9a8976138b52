#include "tell.hpp"

// Input and output, threads, and what the program or the loop says.
namespace awaitscope::tells {
namespace {

Direction direction(const Scene& scene, Ref io) {
    for (const Watcher& watcher : scene.state.watchers)
        if (watcher.ref == io) return watcher.direction;
    return Direction::read;
}

Prose say_job(const Scene& scene, Phrase phrase, const Event& event) {
    const Job* job = scene.state.find_job(event.subject);
    return scene.say(phrase, {
        {"job", scene.name(event.subject)},
        {"fn", quote(job && !job->fn.empty() ? job->fn : "?")},
        {"worker", number(event.value)},
        {"exc", event.text ? scene.exc(event) : code("?")},
    });
}

}  // namespace

Prose io_begin(const Scene& scene, const Event& event) {
    const bool write = event.direction() == Direction::write;
    return scene.say(write ? Phrase::io_begin_write : Phrase::io_begin_read, {{"io", scene.name(event.subject)}});
}

Prose io_ready(const Scene& scene, const Event& event) {
    const bool write = direction(scene, event.subject) == Direction::write;
    return scene.say(write ? Phrase::io_ready_write : Phrase::io_ready_read, {{"io", scene.name(event.subject)}});
}

Prose io_end(const Scene& scene, const Event& event) {
    return scene.say(Phrase::io_end, {{"io", scene.name(event.subject)}});
}

Prose job_submit(const Scene& scene, const Event& event) {
    return scene.say(
        Phrase::job_submit,
        {{"by", scene.actor(event.by)}, {"fn", scene.text(event.text)}, {"job", scene.name(event.subject)}});
}

Prose job_begin(const Scene& scene, const Event& event) { return say_job(scene, Phrase::job_begin, event); }

Prose job_end(const Scene& scene, const Event& event) {
    switch (event.state()) {
        case asyncio::trace::State::exception: return say_job(scene, Phrase::job_failed, event);
        case asyncio::trace::State::cancelled: return say_job(scene, Phrase::job_cancelled, event);
        default: return say_job(scene, Phrase::job_done, event);
    }
}

Prose block(const Scene& scene, const Event& event) {
    return scene.say(Phrase::block, {
        {"by", scene.actor(event.by)},
        {"duration", scene.duration(event.wide())},
        {"time", scene.time(event.value)},
    });
}

Prose out(const Scene& scene, const Event& event) {
    const std::string_view text = scene.log.text(event.text);
    return scene.say(Phrase::out, {{"by", scene.actor(event.by)}, {"text", text.empty() ? code("\"\"") : quote(text)}});
}

Prose mark(const Scene& scene, const Event& event) {
    return scene.say(Phrase::mark, {{"by", scene.actor(event.by)}, {"text", scene.text(event.text)}});
}

Prose loop_error(const Scene& scene, const Event& event) {
    return scene.say(Phrase::loop_error, {{"message", scene.text(event.object.bits())}, {"exc", scene.exc(event)}});
}

Prose warning(const Scene& scene, const Event& event) {
    return scene.say(Phrase::warning, {{"category", scene.text(event.text)}, {"message", scene.text(event.text2)}});
}

Prose slow_callback(const Scene& scene, const Event& event) {
    return scene.say(Phrase::slow_callback, {
        {"handle", scene.noun(find_handle(scene.state, event.subject))},
        {"duration", scene.duration(event.value)},
    });
}

}  // namespace awaitscope::tells
