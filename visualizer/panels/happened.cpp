#include "panels.hpp"
#include "prose.hpp"

namespace awaitscope {

/// The latest event in words, why it happened, and what comes next.
Requests draw_happened(const Frame& f) {
    ui::header(f, f.say(words::happened));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float pad = f.px(14), width = ImGui::GetContentRegionAvail().x - 2 * pad;
    const Prose& told = f.narration.happened(f.state.events, f.view.lang);
    const float height = ui::prose(f, {at.x + pad, at.y}, width, told.runs, ui::body_setting(f));
    ImGui::Dummy({1, height + f.px(4)});
    return {};
}

}  // namespace awaitscope
