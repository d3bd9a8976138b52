#include "adds.hpp"

namespace awaitscope {
namespace {

constexpr adds::Add table[] = {
    // In the order of Kind.
    adds::loop_begin, adds::loop_end, adds::iter_begin, adds::poll, adds::clock, adds::iter_end,
    adds::deadlock, adds::end,
    adds::push, adds::run, adds::what_is_next, adds::running_on,
    adds::timer_arm, adds::timer_fire, adds::running_on,
    adds::task_new, adds::running_on, adds::step, adds::suspend, adds::task_done,
    adds::cancel, adds::running_on, adds::running_on, adds::future_done,
    adds::io_begin, adds::io_ready, adds::nothing, adds::job_submit, adds::job_begin, adds::job_end,
    adds::block, adds::running_on, adds::running_on, adds::nothing, adds::nothing, adds::nothing,
};
static_assert(std::size(table) == asyncio::trace::kind_count);

}  // namespace

void Paragraph::add(const Prose& sentence) {
    append(text, before.say(Phrase::between_sentences));
    append(text, capitalised(before.lang, sentence));
}

Prose happened(History& history, const Log& log, std::size_t events, Lang lang) {
    const State after = history.at(events);
    if (after.events == 0) return say(lang, Phrase::nothing_yet);
    const State& before = history.at(after.events - 1);
    const Event& event = log[before.events];
    Paragraph paragraph{{{before, lang}, log}, {{after, lang}, log}, event, tell(log, before, event, lang)};
    table[static_cast<std::size_t>(event.kind)](paragraph);
    return paragraph.text;
}

}  // namespace awaitscope
