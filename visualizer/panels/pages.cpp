#include <algorithm>
#include <array>

#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {
namespace {

/// One tab of a row of them.
bool tab(const Frame& f, const char* id, ImVec2& at, std::string_view label, bool chosen, std::string_view tip) {
    const bool pressed = ui::button(f, id, at, f.px(25), {.label = label, .chosen = chosen, .tip = tip}, true);
    return pressed && !chosen;
}

}  // namespace

/// The tabs above the middle: the two languages of the source, and the lesson's text.
Requests draw_pages(const Frame& f) {
    Requests requests;
    const ui::Rect r = ui::row(f, 40).inset(f.px(12), f.px(8));
    ImVec2 at = r.min;
    const Page page = f.view.page;
    if (tab(f, "cpp", at, "C++", page == Page::cpp, "1")) requests.push_back(request::Show{Page::cpp});
    if (tab(f, "python", at, "Python", page == Page::python, "2")) requests.push_back(request::Show{Page::python});
    if (tab(f, "text", at, f.say(words::text_tab), page == Page::text, "3")) requests.push_back(request::Show{Page::text});
    at.x += f.px(8);
    const Source& source = f.sources.of(page == Page::python ? Language::python : Language::cpp);
    const std::string_view name = page == Page::text ? f.text.title : source.file;
    ui::fit(f, {at.x, ui::middle({r.min, {r.max.x, r.min.y + f.px(25)}}, f.fonts.small)}, r.max.x - at.x, f.fonts.small, f.theme.dim, name);
    return requests;
}

Requests zoomed(const Frame& f, double factor) {
    const double middle = (f.view.left + f.view.right) / 2, half = std::min(0.5, (f.view.right - f.view.left) / 2 * factor);
    const double left = std::clamp(middle - half, 0.0, 1.0 - 2 * half);
    return {request::Window{left, left + 2 * half}};
}

/// To the right: which x axis, and the zoom.
Requests timeline_controls(const Frame& f, ui::Rect r) {
    const ui::Button axis{.label = f.say(f.view.axis == Axis::time ? words::axis_time : words::axis_events), .tip = f.say(words::tip_axis)};
    const ui::Button in{.label = "+", .tip = f.say(words::zoom_in)}, out{.label = "−", .tip = f.say(words::zoom_out)};
    const ui::Button all{.label = f.say(words::whole), .tip = f.say(words::tip_whole)};
    float width = -f.px(6);
    for (const ui::Button* button : {&axis, &out, &in, &all}) width += ui::button_width(f, *button, true) + f.px(6);
    ImVec2 at{r.max.x - width, r.min.y};
    const float height = f.px(25);
    Requests requests;
    if (ui::button(f, "axis", at, height, axis, true)) requests.push_back(request::SetAxis{f.view.axis == Axis::time ? Axis::events : Axis::time});
    if (ui::button(f, "out", at, height, out, true)) append(requests, zoomed(f, 1.5));
    if (ui::button(f, "in", at, height, in, true)) append(requests, zoomed(f, 1 / 1.5));
    if (ui::button(f, "all", at, height, all, true)) requests.push_back(request::Window{0, 1});
    return requests;
}

/// To the right: the box in which a part of the events' words is typed.
Requests filter_box(const Frame& f, ui::Rect r) {
    std::array<char, 128> text{};
    f.view.filter.copy(text.data(), text.size() - 1);
    const float width = std::min(f.px(260), r.width() * 0.5f);
    ImGui::SetCursorScreenPos({r.max.x - width, r.min.y});
    ImGui::PushFont(f.fonts.body.font);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {f.px(8), (f.px(25) - f.fonts.body.size) / 2});
    ImGui::SetNextItemWidth(width);
    if (f.view.focus == Pane::filter) ImGui::SetKeyboardFocusHere();
    const std::string hint(f.say(words::filter));
    const bool changed = ImGui::InputTextWithHint("##filter", hint.c_str(), text.data(), text.size());
    ui::note_typed(f, hint + text.data());
    ImGui::PopStyleVar();
    ImGui::PopFont();
    Requests requests;
    if (changed) requests.push_back(request::Filter{text.data()});
    if (f.view.focus == Pane::filter) requests.push_back(request::Focus{Pane::none});
    return requests;
}

/// The tabs above the lower part: the timeline with its controls, or the list of events.
Requests draw_lower_pages(const Frame& f) {
    Requests requests;
    const ui::Rect r = ui::row(f, 40).inset(f.px(12), f.px(8));
    ImVec2 at = r.min;
    const Lower lower = f.view.lower;
    if (tab(f, "timeline", at, f.say(words::timeline), lower == Lower::timeline, "4")) requests.push_back(request::ShowLower{Lower::timeline});
    if (tab(f, "events", at, f.say(words::events), lower == Lower::events, "5")) requests.push_back(request::ShowLower{Lower::events});
    const ui::Rect rest{{at.x + f.px(12), r.min.y}, r.max};
    append(requests, lower == Lower::timeline ? timeline_controls(f, rest) : filter_box(f, rest));
    ImGui::SetCursorScreenPos({r.min.x - f.px(12), r.max.y + f.px(8)});
    return requests;
}

}  // namespace awaitscope
