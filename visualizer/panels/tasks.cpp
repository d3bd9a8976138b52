#include <algorithm>

#include <fmt/format.h>

#include "cards.hpp"
#include "panels.hpp"

namespace awaitscope {
namespace {

constexpr float row_height = 36;

/// `text` without the word that the chip beside it says already: "sleeping, due t = 2.000 s" -> "due t = 2.000 s".
std::string without(std::string_view word, std::string_view text) {
    if (!text.starts_with(word)) return std::string(text);
    text.remove_prefix(word.size());
    for (const std::string_view gap : {", ", "，", " "})
        if (text.starts_with(gap)) return std::string(text.substr(gap.size()));
    return std::string(text);
}

/// What the chip does not say: "gather ← Task-2, Task-3", the exception, the line.
std::string more(const Frame& f, const Task& task) {
    std::string text;
    if (task.refused) text = words::task_refused.in(f.view.lang);
    else if (task.state == TaskState::failed) text = task.msg.empty() ? std::string(task.exc) : fmt::format("{}: {}", task.exc, task.msg);
    else if (!task.over() && task.state != TaskState::running && task.state != TaskState::ready) text = without(state_word(task.state, f.view.lang), waits_for(f.state, task, f.view.lang));
    if (task.line > 0 && !task.over())
        text += (text.empty() ? "" : " · ") + fmt::format(fmt::runtime(f.view.lang == Lang::en ? "line {}" : "第 {} 行"), task.line);
    return text;
}

Requests draw_task(const Frame& f, const Task& task, bool chosen) {
    const ui::Rect r = ui::row(f, row_height).inset(f.px(12), f.px(2));
    const ui::Touch touched = ui::touch(name(task.ref).c_str(), r);
    ui::fill(r, touched.hovered ? f.theme.button_hover : f.theme.row, f.px(5));
    if (chosen) ui::edge(r, f.theme.accent, f.px(5));
    ui::mark_selected(f, r, task.ref);
    const float pad = f.px(10), gap = f.px(8), y = ui::middle(r, f.fonts.body);
    const std::string word(state_word(task.state, f.view.lang)), rest = more(f, task);
    const float room = r.width() - 2 * pad, chip = ui::chip_width(f, word);
    float x = r.min.x + pad;
    x += ui::fit(f, {x, y}, room * 0.3f, f.fonts.bold, f.theme.text, ui::task_name(task)) + gap;
    const float needed = chip + (rest.empty() ? 0 : gap + ui::width(f.fonts.body, rest));
    const std::string call = task.call();
    const float right = std::min(needed, std::max(room * 0.5f, r.max.x - pad - gap - x - ui::width(f.fonts.body, call)));
    ui::fit(f, {x, y}, r.max.x - pad - right - gap - x, f.fonts.body, f.theme.soft, call);
    x = r.max.x - pad - right;
    x += ui::chip(f, {x, r.min.y + f.px(6)}, r.height() - f.px(12), paint(task.state), word, right) + gap;
    ui::fit(f, {x, y}, r.max.x - pad - x, f.fonts.body, f.theme.text, rest);
    return touched.clicked ? Requests{request::Select{f.view.selected == task.ref ? Ref{} : task.ref}} : Requests{};
}

Requests draw_rows(const Frame& f) {
    Requests requests;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(f.state.tasks.size()), std::round(f.px(row_height)));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto index = static_cast<std::size_t>(i);
            const bool chosen = f.view.focus == Pane::tasks && f.view.chosen == index;
            append(requests, draw_task(f, f.state.tasks[index], chosen));
        }
    return requests;
}

}  // namespace

/// All tasks in the order of their creation. A click selects one: it is marked wherever it appears.
/// They scroll in the room that is left; where next to none is left, the whole column does.
Requests draw_tasks(const Frame& f) {
    ui::section(f, f.say(words::tasks), {}, f.say(words::tasks_empty), f.state.tasks.empty());
    ui::focus_ring(f, Pane::tasks);
    if (ImGui::GetContentRegionAvail().y < f.px(row_height * 3)) return draw_rows(f);
    ImGui::BeginChild("list", {0, 0});
    const Requests requests = draw_rows(f);
    ImGui::EndChild();
    return requests;
}

}  // namespace awaitscope
