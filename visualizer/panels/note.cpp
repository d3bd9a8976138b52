#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {

/// A line about what was just done: a file was written, or could not be. A click takes it away.
Requests draw_note(const Frame& f) {
    const ui::Rect r{ImGui::GetWindowPos(), {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(), ImGui::GetWindowPos().y + ImGui::GetWindowHeight()}};
    ui::fill(r, f.theme.selected, f.px(6));
    ui::fit(f, {r.min.x + f.px(16), ui::middle(r, f.fonts.body)}, r.width() - f.px(32), f.fonts.body, f.theme.on_selected, f.view.note);
    return ui::touch("note", r).clicked ? Requests{request::Dismiss{}} : Requests{};
}

}  // namespace awaitscope
