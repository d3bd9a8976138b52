#include "what_if.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {
namespace {

WhatIfLabel label(const Frame& f, const lessons::WhatIf& what_if) {
    const auto found = f.text.what_ifs.find(what_if.name);
    return found == f.text.what_ifs.end() ? WhatIfLabel{what_if.name, ""} : found->second;
}

bool chosen(const Frame& f, std::size_t index) { return f.view.focus == Pane::what_if && f.view.chosen == index; }

/// A slider in two rows: label and value, then the bar. Returns the value that was asked for.
double draw_number(const Frame& f, const lessons::WhatIf& what_if, double value, bool is_chosen) {
    const ui::Rect all = ui::row(f, 42).inset(f.px(12), 0);
    if (is_chosen) ui::edge(all.inset(-f.px(5), 0), f.theme.accent, f.px(4));
    const std::string number = fmt::format("{:g}", value);
    const float w = ui::width(f.fonts.mono, number), y = all.min.y + f.px(5);
    ui::fit(f, {all.min.x, y}, all.width() - w - f.px(10), f.fonts.body, f.theme.soft, label(f, what_if).label);
    ui::text(f, {all.max.x - w, y + f.fonts.body.ascent - f.fonts.mono.ascent}, f.fonts.mono, f.theme.text, number);
    const ui::Rect bar{{all.min.x, all.max.y - f.px(13)}, {all.max.x, all.max.y - f.px(7)}};
    const ui::Touch touched = ui::touch(what_if.name, {{bar.min.x, bar.min.y - f.px(6)}, {bar.max.x, bar.max.y + f.px(6)}});
    const double share = (value - what_if.least) / std::max(1e-9, what_if.most - what_if.least);
    const float x = bar.min.x + static_cast<float>(std::clamp(share, 0.0, 1.0)) * bar.width();
    ui::fill(bar, f.theme.button_edge, f.px(3));
    ui::fill({bar.min, {x, bar.max.y}}, f.theme.accent, f.px(3));
    ImGui::GetWindowDrawList()->AddCircleFilled({x, (bar.min.y + bar.max.y) / 2}, f.px(touched.hovered || touched.held ? 7.0f : 5.5f), f.theme.accent);
    ui::tip(f, touched.hovered && !touched.held, label(f, what_if).hint);
    if (!touched.held || bar.width() <= 0) return value;
    const double at = std::clamp((ImGui::GetIO().MousePos.x - bar.min.x) / bar.width(), 0.0f, 1.0f);
    const double wanted = what_if.least + at * (what_if.most - what_if.least);
    return std::clamp(what_if.least + std::round((wanted - what_if.least) / what_if.step) * what_if.step, what_if.least, what_if.most);
}

double draw_flag(const Frame& f, const lessons::WhatIf& what_if, double value, bool is_chosen) {
    const ui::Rect row = ui::row(f, 28).inset(f.px(12), 0);
    if (is_chosen) ui::edge(row.inset(-f.px(5), 0), f.theme.accent, f.px(4));
    const ui::Touch touched = ui::touch(what_if.name, row);
    draw_icon(*ImGui::GetWindowDrawList(), value != 0 ? Icon::checked_square : Icon::square,
              {row.min.x + f.px(7), (row.min.y + row.max.y) / 2}, f.px(14), touched.hovered ? f.theme.text : f.theme.soft);
    ui::fit(f, {row.min.x + f.px(22), ui::middle(row, f.fonts.body)}, row.width() - f.px(22), f.fonts.body, f.theme.soft, label(f, what_if).label);
    ui::tip(f, touched.hovered, label(f, what_if).hint);
    return touched.clicked ? 1 - value : value;
}

bool is_changed(const Frame& f) {
    for (const lessons::WhatIf* what_if : f.lesson->what_ifs)
        if (setting(f.settings, *what_if) != what_if->value) return true;
    return false;
}

/// The title, and a button that brings the lesson's own values back.
bool draw_title(const Frame& f) {
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x - f.px(12);
    const float top = ImGui::GetCursorScreenPos().y + f.px(4);
    ui::header(f, f.say(words::what_if));
    if (!f.lesson || !is_changed(f)) return false;
    const ui::Button button{f.say(words::restart)};
    ImVec2 at{right - ui::button_width(f, button, true), top};
    return ui::button(f, "restart", at, f.px(22), button, true);
}

}  // namespace

double setting(const lessons::Settings& settings, const lessons::WhatIf& what_if) {
    const auto found = settings.find(what_if.name);
    return found == settings.end() ? what_if.value : found->second;
}

float what_if_height(const Frame& f) {
    float height = 30 + 8;
    if (f.lesson)
        for (const lessons::WhatIf* what_if : f.lesson->what_ifs) height += what_if->type == lessons::WhatIf::Type::number ? 42 : 28;
    return f.px(f.lesson ? height : 0);
}

/// What can be changed before the next run: changing it runs the lesson anew.
Requests draw_what_if(const Frame& f) {
    if (!f.lesson) return {};
    Requests requests;
    ImGui::Dummy({0, std::max(0.0f, std::min(f.px(14), ImGui::GetContentRegionAvail().y - what_if_height(f)))});
    if (draw_title(f)) requests.push_back(request::Restart{});
    for (std::size_t i = 0; i < f.lesson->what_ifs.size(); ++i) {
        const lessons::WhatIf& what_if = *f.lesson->what_ifs[i];
        const double value = setting(f.settings, what_if);
        const double wanted = what_if.type == lessons::WhatIf::Type::number ? draw_number(f, what_if, value, chosen(f, i))
                                                                           : draw_flag(f, what_if, value, chosen(f, i));
        if (wanted != value) requests.push_back(request::WhatIf{what_if.name, wanted});
    }
    return requests;
}

}  // namespace awaitscope
