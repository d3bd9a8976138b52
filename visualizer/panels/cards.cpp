#include "cards.hpp"

#include <algorithm>

namespace awaitscope::ui {

Paint plain_paint(const Frame& f) { return {f.theme.row, f.theme.text}; }

void mark_selected(const Frame& f, const Rect& rect, Ref ref) {
    if (!ref || f.view.selected != ref) return;
    ImGui::GetWindowDrawList()->AddRect(rect.min, rect.max, f.theme.text, f.px(5), 0, std::max(1.5f, f.px(2)));
}

Requests card(const Frame& f, const char* id, const Card& card) {
    const Rect r = row(f, 37).inset(f.px(12), f.px(3));
    const Touch touched = touch(id, r);
    fill(r, card.paint.fill, f.px(5));
    if (card.hatched) hatch(r, faded(card.paint.ink, 0.25f), f.px(7));
    mark_selected(f, r, card.ref);
    const float y = middle(r, f.fonts.body), pad = f.px(10), gap = f.px(8), room = r.width() - 2 * pad;
    const float left = std::min(width(f.fonts.bold, card.name), room * 0.4f) + std::min(width(f.fonts.body, card.what), room * 0.3f);
    const float right = std::min(width(f.fonts.body, card.right), room - left - 2 * gap);
    float x = r.min.x + pad;
    x += fit(f, {x, y}, room - right - gap, f.fonts.bold, card.paint.ink, card.name) + gap;
    fit(f, {x, y}, r.max.x - pad - right - gap - x, f.fonts.body, card.paint.ink, card.what);
    fit(f, {r.max.x - pad - right, y}, right, f.fonts.body, card.paint.ink, card.right);
    tip(f, touched.hovered, card.tip);
    return touched.clicked ? Requests{request::Select{f.view.selected == card.ref ? Ref{} : card.ref}} : Requests{};
}

std::string task_name(const Task& task) {
    return task.name.empty() ? name(task.ref) : std::string(task.name);
}

std::string who(const Frame& f, Ref ref) {
    const Task* task = f.state.find_task(ref);
    return task ? title(*task) : display_name(f.state, ref);
}

}  // namespace awaitscope::ui
