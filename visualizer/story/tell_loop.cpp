#include "tell.hpp"

namespace awaitscope::tells {

Prose loop_begin(const Scene& scene, const Event& event) {
    if (event.object.is(Ref::Type::cancel_all)) return scene.say(Phrase::loop_begin_cancel_all);
    if (!event.object) return scene.say(Phrase::loop_begin_forever);
    return scene.say(Phrase::loop_begin_until, {{"until", scene.name(event.object)}});
}

Prose loop_end(const Scene& scene, const Event& event) {
    return scene.say(Phrase::loop_end, {{"time", scene.time(event.value)}});
}

Prose iter_begin(const Scene& scene, const Event& event) {
    return scene.say(Phrase::iter_begin, {{"turn", number(event.subject.number())}, {"time", scene.time(event.value)}});
}

Prose poll(const Scene& scene, const Event& event) {
    if (event.value == asyncio::trace::forever) return scene.say(Phrase::poll_forever);
    if (event.value > 0) return scene.say(Phrase::poll_until, {{"duration", scene.duration(event.value)}});
    if (!scene.state.ready.empty()) return scene.say(Phrase::poll_ready);
    const bool due = !scene.state.timers.empty() && scene.state.timers.front().when <= scene.state.now;
    return scene.say(due ? Phrase::poll_due : Phrase::poll_stopping);
}

Prose clock(const Scene& scene, const Event& event) {
    return scene.say(Phrase::clock,
                     {{"time", scene.time(event.value)}, {"duration", scene.duration(event.value - scene.state.now)}});
}

Prose iter_end(const Scene& scene, const Event& event) {
    return scene.say(Phrase::iter_end, {{"turn", number(event.subject.number())}});
}

Prose deadlock(const Scene& scene, const Event&) { return scene.say(Phrase::deadlock); }

Prose end(const Scene& scene, const Event& event) {
    return event.text ? scene.say(Phrase::end_exc, {{"exc", scene.exc(event)}}) : scene.say(Phrase::end);
}

}  // namespace awaitscope::tells
