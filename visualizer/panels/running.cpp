#include <fmt/format.h>

#include "cards.hpp"
#include "panels.hpp"

namespace awaitscope {
namespace {

std::string place(const Frame& f, const Task& task) {
    const bool en = f.view.lang == Lang::en;
    std::string text = task.line > 0 ? fmt::format(fmt::runtime(en ? "line {} · " : "第 {} 行 · "), task.line) : "";
    return text + fmt::format(fmt::runtime(en ? "step {}" : "第 {} 步"), task.steps);
}

}  // namespace

/// Who runs at this instant: one task, a callback of the loop, or nobody.
Requests draw_running(const Frame& f) {
    const Task* task = f.state.find_task(f.state.running);
    ui::section(f, f.say(words::running), {}, phase_word(f.state.phase, f.view.lang), !task && !f.state.current.ref);
    if (task)
        return ui::card(f, "task", {paint(TaskState::running), ui::task_name(*task), task->call(), place(f, *task), task->ref});
    if (f.state.current.ref)
        return ui::card(f, "handle", {ui::plain_paint(f), name(f.state.current.ref), handle_phrase(f.state, f.state.current, f.view.lang),
                                      std::string(f.say(words::event_loop)), f.state.current.task});
    return {};
}

}  // namespace awaitscope
