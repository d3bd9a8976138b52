#include <algorithm>

#include <fmt/format.h>

#include "panels.hpp"
#include "what_if.hpp"
#include "ui.hpp"

namespace awaitscope {
namespace {

bool draw_entry(const Frame& f, std::size_t index) {
    const LessonEntry& entry = f.lessons[index];
    const bool open = f.lesson && entry.name == f.lesson->name;
    const bool chosen = f.view.focus == Pane::lessons && f.view.chosen == index;
    const ui::Rect row = ui::row(f, 28);
    const ui::Touch touched = ui::touch(entry.name.c_str(), row);
    if (open) ui::fill(row, f.theme.selected);
    else if (touched.hovered || chosen) ui::fill(row, f.theme.row);
    if (chosen) {
        ui::edge(row.inset(1, 0), f.theme.accent);
        ImGui::SetScrollHereY();
    }
    const Icon icon = open ? Icon::dot : entry.done ? Icon::check : Icon::none;
    draw_icon(*ImGui::GetWindowDrawList(), icon, {row.min.x + f.px(17), (row.min.y + row.max.y) / 2}, f.px(11), f.theme.good);
    const ImU32 colour = open ? f.theme.on_selected : f.theme.soft;
    ui::fit(f, {row.min.x + f.px(30), ui::middle(row, f.fonts.body)}, row.width() - f.px(36), f.fonts.body, colour,
            fmt::format("{} {}", index + 1, entry.title));
    return touched.clicked;
}

void draw_recording(const Frame& f) {
    const ui::Rect row = ui::row(f, 28);
    ui::fill(row, f.theme.selected);
    draw_icon(*ImGui::GetWindowDrawList(), Icon::dot, {row.min.x + f.px(17), (row.min.y + row.max.y) / 2}, f.px(11), f.theme.good);
    ui::fit(f, {row.min.x + f.px(30), ui::middle(row, f.fonts.body)}, row.width() - f.px(36), f.fonts.body, f.theme.on_selected, f.title);
}

}  // namespace

/// The lessons in teaching order; one is open. A tick: the learner has been at its end.
Requests draw_lessons(const Frame& f) {
    Requests requests;
    ui::focus_ring(f, Pane::lessons);
    ui::header(f, f.say(words::lessons));
    const float wanted = f.px(28) * static_cast<float>(f.lessons.size() + (f.lesson ? 0 : 1)) + f.px(6);
    const float room = ImGui::GetContentRegionAvail().y - what_if_height(f);
    ImGui::BeginChild("list", {0, std::clamp(wanted, f.px(28), std::max(f.px(56), room))});
    if (!f.lesson) draw_recording(f);
    for (std::size_t i = 0; i < f.lessons.size(); ++i)
        if (draw_entry(f, i)) requests.push_back(request::OpenLesson{f.lessons[i].name});
    ImGui::EndChild();
    return requests;
}

}  // namespace awaitscope
