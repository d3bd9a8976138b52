#include <algorithm>

#include <fmt/format.h>

#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {
namespace {

Requests draw_event(const Frame& f, std::size_t index) {
    const ui::Rect row = ui::row(f, 24), r = row.inset(f.px(12), 0);
    const ui::Touch touched = ui::touch(std::to_string(index).c_str(), row);
    const bool current = index + 1 == f.state.events, ahead = index >= f.state.events;
    if (current || touched.hovered) ui::fill(row, current ? f.theme.selected : f.theme.row);
    if (current) draw_icon(*ImGui::GetWindowDrawList(), Icon::forward, {row.min.x + f.px(7), (row.min.y + row.max.y) / 2}, f.px(9), paint(TaskState::running).fill);
    const ImU32 colour = current ? f.theme.on_selected : ahead ? f.theme.faint : f.theme.text;
    const float y = ui::middle(r, f.fonts.mono);
    const std::string number = std::to_string(index + 1), time = format_time(f.timeline.times[index + 1]);
    ui::text(f, {r.min.x + f.px(60) - ui::width(f.fonts.mono, number), y}, f.fonts.mono, f.theme.faint, number);
    ui::text(f, {r.min.x + f.px(160) - ui::width(f.fonts.mono, time), y}, f.fonts.mono, f.theme.dim, time);
    const float x = r.min.x + f.px(178);
    ui::fit(f, {x, ui::middle(r, f.fonts.body)}, r.max.x - x, f.fonts.body, colour, f.narration.line(index, f.view.lang));
    return touched.clicked ? Requests{request::Seek{index + 1}} : Requests{};
}

/// The row of the cursor, or of the last match before it.
std::size_t current_row(const Frame& f, const std::vector<std::size_t>* matches) {
    if (!matches) return f.state.events > 0 ? f.state.events - 1 : 0;
    const auto after = std::ranges::lower_bound(*matches, f.state.events);
    return after == matches->begin() ? 0 : static_cast<std::size_t>(after - matches->begin()) - 1;
}

void follow(const Frame& f, std::size_t row, float height) {
    ImGuiStorage& memory = *ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("followed");
    const int now = static_cast<int>(f.state.events);
    if (memory.GetInt(key, -1) == now) return;
    memory.SetInt(key, now);
    const float y = height * static_cast<float>(row), room = ImGui::GetWindowHeight();
    if (y < ImGui::GetScrollY() || y + 2 * height > ImGui::GetScrollY() + room) ImGui::SetScrollY(std::max(0.0f, y - room / 2));
}

}  // namespace

/// Every event in words; the current one is marked. A click goes there.
Requests draw_events(const Frame& f) {
    Requests requests;
    const std::vector<std::size_t>* matches = f.view.filter.empty() ? nullptr : &f.narration.matches(f.view.filter, f.view.lang);
    const std::size_t count = matches ? matches->size() : f.recorded();
    if (count == 0) return ui::empty(f, f.say(matches ? words::no_match : words::timeline_empty)), requests;
    const float height = std::round(f.px(24));
    ImGui::BeginChild("rows", {0, ImGui::GetContentRegionAvail().y - f.px(4)});
    ui::focus_ring(f, Pane::events);
    follow(f, current_row(f, matches), height);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count), height);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto row = static_cast<std::size_t>(i);
            append(requests, draw_event(f, matches ? (*matches)[row] : row));
        }
    ImGui::EndChild();
    return requests;
}

}  // namespace awaitscope
