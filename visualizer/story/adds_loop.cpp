#include "adds.hpp"

namespace awaitscope::adds {
namespace {

void add_unfinished(Paragraph& paragraph, Phrase phrase) {
    std::vector<Ref> alive;
    for (const Task& task : paragraph.after.state.tasks)
        if (!task.over()) alive.push_back(task.ref);
    if (!alive.empty()) paragraph.add(phrase, {{"tasks", paragraph.after.names(alive)}});
}

/// What the loop that ends now was to run until.
Ref until(const Paragraph& paragraph) {
    for (std::size_t i = paragraph.before.state.events; i-- > 0;)
        if (paragraph.before.log[i].kind == Kind::loop_begin) return paragraph.before.log[i].object;
    return {};
}

void add_timer(Paragraph& paragraph, Phrase phrase) {
    const State& state = paragraph.after.state;
    if (state.timers.empty()) return;
    const Timer& first = state.timers.front();
    paragraph.add(phrase,
                  {{"when", paragraph.after.time(first.when)}, {"handle", paragraph.after.noun(as_handle(first))}});
}

bool timer_due(const State& state) { return !state.timers.empty() && state.timers.front().when <= state.now; }

}  // namespace

void loop_begin(Paragraph& paragraph) { paragraph.add(Phrase::loop_begin_next); }

void loop_end(Paragraph& paragraph) {
    const Ref whom = until(paragraph);
    const Task* task = paragraph.after.state.find_task(whom);
    if (task && task->over()) paragraph.add(Phrase::loop_end_until, {{"until", paragraph.after.name(whom)}});
    add_unfinished(paragraph, Phrase::unfinished);
}

void iter_begin(Paragraph& paragraph) {
    const std::size_t ready = paragraph.after.state.ready.size();
    if (ready == 0) return paragraph.add(Phrase::iter_begin_idle);
    paragraph.add(Phrase::iter_begin_ready, {{"count", number(static_cast<std::int64_t>(ready))}});
}

void poll(Paragraph& paragraph) {
    if (paragraph.event.value == asyncio::trace::forever) return paragraph.add(Phrase::poll_outside);
    if (paragraph.event.value > 0) return add_timer(paragraph, Phrase::poll_timer);
    paragraph.add(Phrase::poll_next);
}

void clock(Paragraph& paragraph) {
    if (timer_due(paragraph.after.state)) add_timer(paragraph, Phrase::clock_due);
}

void iter_end(Paragraph& paragraph) {
    const State& state = paragraph.after.state;
    if (state.stopping) return paragraph.add(Phrase::iter_end_stopping);
    if (state.ready.empty()) return paragraph.add(Phrase::iter_end_idle);
    paragraph.add(Phrase::iter_end_ready, {{"count", number(static_cast<std::int64_t>(state.ready.size()))}});
}

void deadlock(Paragraph& paragraph) { add_unfinished(paragraph, Phrase::deadlock_next); }
void end(Paragraph& paragraph) { add_unfinished(paragraph, Phrase::unfinished); }

void block(Paragraph& paragraph) {
    paragraph.add(Phrase::block_next);
    if (timer_due(paragraph.after.state)) add_timer(paragraph, Phrase::block_late);
}

}  // namespace awaitscope::adds
