#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {

/// One line: what is wrong with the recording or the lesson, and what can be done.
Requests draw_status(const Frame& f) {
    const ui::Rect r = ui::row(f, 32).inset(f.px(12), 0);
    draw_icon(*ImGui::GetWindowDrawList(), Icon::dot, {r.min.x + f.px(5), (r.min.y + r.max.y) / 2}, f.px(9), f.theme.warning);
    ui::fit(f, {r.min.x + f.px(20), ui::middle(r, f.fonts.body)}, r.width() - f.px(20), f.fonts.body, f.theme.warning, f.problem);
    return {};
}

}  // namespace awaitscope
