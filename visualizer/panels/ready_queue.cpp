#include <algorithm>

#include <fmt/format.h>

#include "cards.hpp"
#include "panels.hpp"

namespace awaitscope {
namespace {

constexpr std::size_t most_cards = 60;   // further ones are counted

/// Lays cards side by side, and goes on in the next row when one is full.
struct Shelf {
    const Frame& f;
    ImVec2 origin = ImGui::GetCursorScreenPos();
    float left = origin.x + f.px(12), right = origin.x + ImGui::GetContentRegionAvail().x - f.px(12);
    float x = left, y = origin.y + f.px(3);
    float height = f.px(31);

    ui::Rect place(float width) {
        width = std::min(width, right - left);
        if (x > left && x + width > right) next_row();
        const ui::Rect rect{{x, y}, {x + width, y + height}};
        x += width + f.px(6);
        return rect;
    }
    void next_row() {
        x = left;
        y += height + f.px(6);
    }
    void close() { ImGui::Dummy({1, y + height + f.px(3) - origin.y}); }
};

Ref about(const ReadyHandle& handle) { return handle.task ? handle.task : handle.fut; }

Requests draw_card(const Frame& f, Shelf& shelf, std::size_t index) {
    const ReadyHandle& handle = f.state.ready[index];
    const std::string what = handle_phrase(f.state, handle, f.view.lang), number = std::to_string(index + 1);
    const Paint paint = handle.cancelled ? awaitscope::paint(TaskState::cancelled) : awaitscope::paint(TaskState::ready);
    const float label = ui::width(f.fonts.small, number) + f.px(6), pad = f.px(9);
    const ui::Rect r = shelf.place(label + ui::width(f.fonts.body, what) + 2 * pad);
    const ui::Touch touched = ui::touch(name(handle.ref).c_str(), r);
    ui::fill(r, paint.fill, f.px(5));
    if (handle.cancelled) ui::hatch(r, faded(paint.ink, 0.3f), f.px(7));
    ui::mark_selected(f, r, about(handle));
    ui::text(f, {r.min.x + pad, r.min.y + f.px(6)}, f.fonts.small, faded(paint.ink, 0.7f), number);
    const float width = ui::fit(f, {r.min.x + pad + label, ui::middle(r, f.fonts.body)}, r.width() - 2 * pad - label, f.fonts.body, paint.ink, what);
    const float x = r.min.x + pad + label, y = (r.min.y + r.max.y) / 2;
    if (handle.cancelled) ImGui::GetWindowDrawList()->AddLine({x, y}, {x + width, y}, paint.ink, f.px(1.5f));
    ui::tip(f, touched.hovered, fmt::format("{}  {}{}{}", name(handle.ref), handle.callback_name, handle.cancelled ? " · " : "",
                                           handle.cancelled ? f.say(words::skipped) : ""));
    return touched.clicked && about(handle) ? Requests{request::Select{about(handle)}} : Requests{};
}

/// Where this turn ends: what stands behind it runs in the next one.
void draw_divider(const Frame& f, Shelf& shelf) {
    const std::string_view word = f.say(words::next_turn_divider);
    const ui::Rect r = shelf.place(ui::width(f.fonts.small, word) + f.px(14));
    ImGui::GetWindowDrawList()->AddLine({r.min.x + f.px(3), r.min.y}, {r.min.x + f.px(3), r.max.y}, f.theme.dim, f.px(2));
    ui::text(f, {r.min.x + f.px(10), ui::middle(r, f.fonts.small)}, f.fonts.small, f.theme.dim, word);
}

}  // namespace

/// The ready queue as a row of cards: the leftmost runs next.
Requests draw_ready_queue(const Frame& f) {
    Requests requests;
    ui::section(f, f.say(words::ready), f.say(words::fifo), f.say(words::ready_empty), f.state.ready.empty());
    if (f.state.ready.empty()) return requests;
    Shelf shelf{f};
    const std::size_t shown = std::min(f.state.ready.size(), most_cards);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i == f.state.left_in_turn && f.state.phase == Phase::running) draw_divider(f, shelf);
        append(requests, draw_card(f, shelf, i));
    }
    if (shown < f.state.ready.size()) {
        const std::string more = fmt::format("+{}", f.state.ready.size() - shown);
        const ui::Rect r = shelf.place(ui::width(f.fonts.body, more) + f.px(10));
        ui::text(f, {r.min.x + f.px(5), ui::middle(r, f.fonts.body)}, f.fonts.body, f.theme.dim, more);
    }
    shelf.close();
    return requests;
}

}  // namespace awaitscope
