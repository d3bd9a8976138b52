#include "fold.hpp"
#include "lookup.hpp"

namespace awaitscope::folds {
namespace {

OutputLine& add_line(State& state, OutputLine::Type type, Ref by, std::string_view text) {
    OutputLine line;
    line.type = type;
    line.time = state.now;
    line.by = by;
    line.text = text;
    line.event = state.events;
    return state.output.push_back(line);
}

}  // namespace

void block(State& state, const Log&, const Event& event) { state.now = event.value; }

void out(State& state, const Log& log, const Event& event) {
    add_line(state, OutputLine::Type::out, event.by, log.text(event.text));
    if (event.value <= 0) return;
    if (Task* task = edit(state.tasks, event.by)) task->line = static_cast<std::int32_t>(event.value);
}

void mark(State& state, const Log& log, const Event& event) {
    add_line(state, OutputLine::Type::mark, event.by, log.text(event.text));
}

void loop_error(State& state, const Log& log, const Event& event) {
    OutputLine& line = add_line(state, OutputLine::Type::error, Ref(), log.text(event.object.bits()));
    line.exc = log.text(event.text);
    line.msg = log.text(event.text2);
}

void warning(State& state, const Log& log, const Event& event) {
    OutputLine& line = add_line(state, OutputLine::Type::warning, Ref(), log.text(event.text2));
    line.exc = log.text(event.text);
}

void slow_callback(State& state, const Log&, const Event& event) {
    add_line(state, OutputLine::Type::warning, event.subject, "a callback held the loop too long").took = event.value;
}

}  // namespace awaitscope::folds
