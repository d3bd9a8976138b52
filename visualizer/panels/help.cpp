#include <algorithm>

#include "keys.hpp"
#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {
namespace {

void draw_shortcut(const Frame& f, const Shortcut& shortcut, ImVec2 at, float width) {
    const float keys = f.px(150), height = f.px(26);
    const ui::Rect r{at, {at.x + width, at.y + height}};
    ui::fit(f, {r.min.x, ui::middle(r, f.fonts.bold)}, keys - f.px(10), f.fonts.bold, f.theme.text, f.say(shortcut.shown));
    ui::fit(f, {r.min.x + keys, ui::middle(r, f.fonts.body)}, width - keys, f.fonts.body, f.theme.soft, f.say(shortcut.what));
}

}  // namespace

/// All keys, over everything else.
Requests draw_help(const Frame& f) {
    const ImVec2 size = ImGui::GetWindowSize();
    std::vector<const Shortcut*> shown;
    for (const Shortcut& shortcut : shortcuts())
        if (!shortcut.shown.en.empty()) shown.push_back(&shortcut);
    const std::size_t rows = (shown.size() + 1) / 2;
    const float width = std::min(size.x - f.px(32), f.px(980)), height = f.px(26) * static_cast<float>(rows) + f.px(96);
    const ImVec2 at{(size.x - width) / 2, std::max(f.px(8), (size.y - height) / 2)}, inner{at.x + f.px(28), at.y + f.px(60)};
    const ui::Rect all{{0, 0}, size}, card{at, {at.x + width, at.y + height}};
    ui::fill(all, IM_COL32(0, 0, 0, 140));
    ui::fill(card, f.theme.panel, f.px(8));
    ui::edge(card, f.theme.border, f.px(8));
    ui::text(f, {inner.x, at.y + f.px(22)}, f.fonts.heading, f.theme.text, f.say(words::keys));
    const float column = (width - f.px(56)) / 2;
    for (std::size_t i = 0; i < shown.size(); ++i)
        draw_shortcut(f, *shown[i], {inner.x + (i < rows ? 0 : column), inner.y + f.px(26) * static_cast<float>(i % rows)}, column - f.px(12));
    ui::text(f, {inner.x, card.max.y - f.px(28)}, f.fonts.small, f.theme.dim, f.say(words::close));
    return ui::touch("help", all).clicked ? Requests{request::Help{false}} : Requests{};
}

}  // namespace awaitscope
