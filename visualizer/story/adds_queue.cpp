#include "adds.hpp"

namespace awaitscope::adds {
namespace {

/// Delays shorter than this are no reader's business: a real clock never stands quite still.
constexpr Micros noticeable = 1'000;

Phrase when_it_runs(Phase phase) {
    switch (phase) {
        case Phase::turn:
        case Phase::polling: return Phrase::push_now;
        case Phase::running:
        case Phase::between: return Phrase::push_later;
        default: return Phrase::push_outside;
    }
}

const ReadyHandle* next_up(const State& state) {
    for (const ReadyHandle& handle : state.ready)
        if (!handle.cancelled) return &handle;
    return nullptr;
}

/// The queue has nothing that will run: what will the loop wait for?
void wait_for_what(Paragraph& paragraph) {
    const State& state = paragraph.after.state;
    if (!state.timers.empty())
        return paragraph.add(Phrase::next_timer, {{"when", paragraph.after.time(state.timers.front().when)}});
    const bool jobs = std::any_of(state.jobs.begin(), state.jobs.end(),
                                  [](const Job& job) { return job.state <= Job::State::running; });
    paragraph.add(jobs || !state.watchers.empty() ? Phrase::next_outside : Phrase::next_nobody);
}

}  // namespace

void push(Paragraph& paragraph) {
    const State& state = paragraph.after.state;
    paragraph.add(when_it_runs(state.phase), {{"place", number(static_cast<std::int64_t>(state.ready.size()))}});
}

void run(Paragraph& paragraph) {
    const ReadyHandle& handle = paragraph.after.state.current;
    const Micros waited = paragraph.after.state.now - handle.pushed_at;
    const Prose why = reason(paragraph.before, handle);
    if (handle.callback != Callback::none && waited >= noticeable)
        paragraph.add(Phrase::run_late, {{"duration", paragraph.after.duration(waited)}});
    else if (!why.empty())
        paragraph.add(Phrase::run_why, {{"reason", why}});
    const char* effect = catalogue(paragraph.before.lang).callbacks[static_cast<int>(handle.callback)].effect;
    paragraph.add(fill(effect, {{"task", paragraph.before.name(handle.task)}}));
}

void timer_arm(Paragraph& paragraph) {
    const State& state = paragraph.after.state;
    paragraph.add(Phrase::timers_next, {
        {"count", number(static_cast<std::int64_t>(state.timers.size()))},
        {"when", paragraph.after.time(state.timers.front().when)},
    });
}

void timer_fire(Paragraph& paragraph) {
    const State& state = paragraph.before.state;
    for (const Timer& timer : state.timers) {
        const Micros late = state.now - std::max(timer.when, timer.armed_at);
        if (timer.ref != paragraph.event.subject || late < noticeable) continue;
        paragraph.add(Phrase::timer_late, {
            {"when", paragraph.before.time(timer.when)},
            {"duration", paragraph.before.duration(late)},
        });
    }
    paragraph.add(Phrase::timer_fire_next);
}

void io_begin(Paragraph& paragraph) {
    paragraph.add(Phrase::io_begin_next,
                  {{"handle", paragraph.after.noun(find_handle(paragraph.after.state, paragraph.event.subject))}});
}

void io_ready(Paragraph& paragraph) { paragraph.add(Phrase::io_ready_next); }

void what_is_next(Paragraph& paragraph) {
    const State& state = paragraph.after.state;
    const ReadyHandle* next = next_up(state);
    if (state.left_in_turn == 0 && state.stopping) return paragraph.add(Phrase::next_stopping);
    if (!next) return wait_for_what(paragraph);
    const bool in_turn =
        static_cast<std::size_t>(std::count_if(state.ready.begin(), state.ready.end(), [&](const ReadyHandle& handle) {
            return handle.pushed < next->pushed;
        })) < state.left_in_turn;
    paragraph.add(in_turn ? Phrase::next_in_turn : Phrase::next_turn, {{"handle", paragraph.after.noun(*next)}});
}

}  // namespace awaitscope::adds
