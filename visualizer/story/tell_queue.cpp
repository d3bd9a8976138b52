#include "tell.hpp"

namespace awaitscope::tells {
namespace {

Prose say_handle(const Scene& scene, Phrase phrase, const Event& event) {
    return scene.say(phrase, {{"handle", scene.noun(find_handle(scene.state, event.subject))}});
}

const Timer* find_timer(const State& state, Ref ref) {
    for (const Timer& timer : state.timers)
        if (timer.ref == ref) return &timer;
    return nullptr;
}

}  // namespace

Prose push(const Scene& scene, const Event& event) {
    const ReadyHandle handle = as_handle(scene, event);
    return scene.say(Phrase::push, {{"handle", scene.noun(handle)}, {"reason", reason(scene, handle)}});
}

Prose run(const Scene& scene, const Event& event) { return say_handle(scene, Phrase::run, event); }
Prose skip(const Scene& scene, const Event& event) { return say_handle(scene, Phrase::skip, event); }
Prose handle_cancel(const Scene& scene, const Event& event) { return say_handle(scene, Phrase::handle_cancel, event); }

Prose timer_arm(const Scene& scene, const Event& event) {
    const bool sleep = event.callback() == Callback::sleep_wake && scene.state.running;
    const bool timeout = event.callback() == Callback::timeout_expire && event.by;
    const Phrase phrase = sleep ? Phrase::timer_arm_sleep : timeout ? Phrase::timer_arm_timeout : Phrase::timer_arm;
    return scene.say(phrase, {
        {"by", scene.actor(scene.state.running)},
        {"task", scene.name(event.by)},
        {"when", scene.time(event.value)},
        {"duration", scene.duration(event.value - scene.state.now)},
        {"handle", scene.noun(as_handle(scene, event))},
    });
}

Prose timer_fire(const Scene& scene, const Event& event) {
    const Timer* timer = find_timer(scene.state, event.subject);
    const bool sleep = timer && timer->callback == Callback::sleep_wake && timer->task;
    return scene.say(sleep ? Phrase::timer_fire_sleep : Phrase::timer_fire, {
        {"task", sleep ? scene.name(timer->task) : Prose()},
        {"time", scene.time(scene.state.now)},
        {"handle", scene.noun(find_handle(scene.state, event.subject))},
    });
}

Prose timer_cancel(const Scene& scene, const Event& event) {
    const Timer* timer = find_timer(scene.state, event.subject);
    return scene.say(Phrase::timer_cancel, {
        {"when", scene.time(timer ? timer->when : scene.state.now)},
        {"handle", scene.noun(find_handle(scene.state, event.subject))},
    });
}

}  // namespace awaitscope::tells
