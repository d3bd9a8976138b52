#include <algorithm>
#include <cmath>

#include "ui.hpp"

namespace awaitscope::ui {
namespace {

const Face& face(const Frame& f, bool small) { return small ? f.fonts.small : f.fonts.body; }

struct Colours {
    ImU32 fill, edge, ink;
};

Colours colours(const Frame& f, const Button& button, const Touch& touch) {
    const Theme& t = f.theme;
    if (!button.enabled) return {t.panel, t.border, t.faint};
    if (button.chosen) return {touch.held ? faded(t.accent, 0.8f) : t.accent, t.accent, t.on_accent};
    return {touch.hovered ? t.button_hover : t.button, t.button_edge, t.text};
}

float pad(const Frame& f, const Button& button, bool small) { return f.px(small ? 10 : button.label.empty() ? 9 : 11); }

}  // namespace

float button_width(const Frame& f, const Button& button, bool small) {
    const float icon = button.icon == Icon::none ? 0 : f.px(13);
    const float gap = icon > 0 && !button.label.empty() ? f.px(6) : 0;
    return std::round(width(face(f, small), button.label) + icon + gap + 2 * pad(f, button, small));
}

bool button(const Frame& f, const char* id, ImVec2& at, float height, const Button& button, bool small) {
    const Rect rect{at, {at.x + button_width(f, button, small), at.y + height}};
    const Touch touched = touch(id, rect);
    const Colours c = colours(f, button, touched);
    fill(rect, c.fill, f.px(5));
    edge(rect, c.edge, f.px(5));
    float x = rect.min.x + pad(f, button, small);
    const float icon = f.px(13), y = (rect.min.y + rect.max.y) / 2;
    if (button.icon != Icon::none && !button.icon_after) {
        draw_icon(*ImGui::GetWindowDrawList(), button.icon, {x + icon / 2, y}, icon, c.ink);
        x += icon + f.px(6);
    }
    x += text(f, {x, middle(rect, face(f, small))}, face(f, small), c.ink, button.label);
    if (button.icon_after)
        draw_icon(*ImGui::GetWindowDrawList(), button.icon, {x + f.px(6) + icon / 2, y}, icon, c.ink);
    tip(f, touched.hovered, button.tip);
    at.x = rect.max.x + f.px(6);
    return touched.clicked && button.enabled;
}

}  // namespace awaitscope::ui
