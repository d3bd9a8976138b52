#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {

/// The menu of file formats.
Requests draw_exports(const Frame& f) {
    Requests requests;
    ImGui::Dummy({1, f.px(6)});
    for (std::size_t i = 0; i < f.formats.size(); ++i) {
        const ui::Rect row = ui::row(f, 30).inset(f.px(6), 0);
        const ui::Touch touched = ui::touch(f.formats[i].name.c_str(), row);
        const bool chosen = touched.hovered || f.view.chosen == i;
        if (chosen) ui::fill(row, f.theme.selected, f.px(4));
        const float left = row.min.x + f.px(10), what = row.min.x + f.px(74);
        const ImU32 colour = chosen ? f.theme.on_selected : f.theme.text;
        ui::fit(f, {left, ui::middle(row, f.fonts.bold)}, what - left, f.fonts.bold, colour, f.formats[i].name);
        ui::fit(f, {what, ui::middle(row, f.fonts.body)}, row.max.x - f.px(8) - what, f.fonts.body, colour, f.formats[i].what);
        if (touched.clicked) requests = {request::Export{f.formats[i].name}, request::Focus{Pane::none}};
    }
    const bool elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (elsewhere && requests.empty() && !ImGui::IsAnyItemActive()) requests.push_back(request::Focus{Pane::none});
    return requests;
}

}  // namespace awaitscope
