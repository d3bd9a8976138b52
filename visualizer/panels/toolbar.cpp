#include <fmt/format.h>

#include <array>

#include "panels.hpp"
#include "ui.hpp"

namespace awaitscope {
namespace {

/// One button: how it looks at each of three degrees of brevity, and what it asks for.
struct Item {
    const char* id;
    Icon icon;
    std::string label, shorter;   // empty: the icon says it
    std::string_view tip;
    Requests asks;
    bool enabled = true, chosen = false, icon_after = false;

    ui::Button button(int brevity) const {
        const std::string_view text = brevity == 0 ? label : brevity == 1 ? shorter : std::string_view();
        return {icon == Icon::none ? std::string_view(label) : text, icon, chosen, enabled, tip, icon_after};
    }
};

std::string speed_label(const Frame& f) { return fmt::format("{:g}{}", f.speed, f.say(words::a_second)); }

double faster(double speed) { return speed >= 64 ? 1 : speed * 2; }

std::vector<Item> controls(const Frame& f) {
    const bool at_start = f.state.events == 0, at_end = f.complete && f.state.events == f.recorded();
    const std::string step(f.say(words::step));
    return {
        {"start", Icon::to_start, "", "", f.say(words::tip_start), {request::ToStart{}}, !at_start},
        {"back", Icon::back, step, "", f.say(words::tip_back), {request::Step{-1}}, !at_start},
        {"step", Icon::forward, step, step, f.say(words::tip_step), {request::Step{1}}, !at_end, true, true},
        {"switch", Icon::task_switch, std::string(f.say(words::next_switch)), std::string(f.say(words::next_switch_short)),
         f.say(words::tip_switch), {request::TaskSwitch{1}}, !at_end, false, true},
        {"turn", Icon::loop_turn, std::string(f.say(words::next_turn)), std::string(f.say(words::next_turn_short)),
         f.say(words::tip_turn), {request::LoopTurn{1}}, !at_end, false, true},
        {"play", f.playing ? Icon::pause : Icon::play, std::string(f.say(f.playing ? words::pause : words::play)), "",
         f.say(words::tip_play), {request::Play{!f.playing}}, true, f.playing, true},
        {"speed", Icon::none, speed_label(f), "", f.say(words::tip_speed), {request::Speed{faster(f.speed)}}},
        {"end", Icon::to_end, "", "", f.say(words::tip_end), {request::ToEnd{}}, !at_end},
    };
}

std::vector<Item> settings(const Frame& f) {
    const bool en = f.view.lang == Lang::en, dark = f.view.appearance == Appearance::dark;
    std::vector<Item> items{
        {"export", Icon::down, std::string(f.say(words::export_)), std::string(f.say(words::export_)), f.say(words::tip_export),
         {request::Focus{f.view.focus == Pane::exports ? Pane::none : Pane::exports}}, f.recorded() > 0, f.view.focus == Pane::exports, true},
        {"theme", dark ? Icon::sun : Icon::moon, "", "", f.say(words::tip_theme),
         {request::SetAppearance{dark ? Appearance::light : Appearance::dark}}},
        {"help", Icon::question, "", "", f.say(words::tip_help), {request::Help{!f.view.help}}},
    };
    if (f.fonts.chinese)
        items.push_back({"language", Icon::none, "EN | 中文", "", f.say(words::tip_lang), {request::SetLang{en ? Lang::zh : Lang::en}}});
    return items;
}

float row_width(const Frame& f, const std::vector<Item>& items, int brevity) {
    float total = 0;
    for (const Item& item : items) total += ui::button_width(f, item.button(brevity)) + f.px(6);
    return total;
}

/// "event 23 / 64", "loop turn 4", "virtual time 1.000 s".
struct Reading {
    std::string_view label;
    std::string value, rest;
    const Face* face;
};

std::array<Reading, 3> readings(const Frame& f) {
    const std::string total = fmt::format(" / {}{}", f.recorded(), f.complete ? "" : "+");
    return {Reading{f.say(words::event), std::to_string(f.state.events), total, &f.fonts.bold},
            Reading{f.say(words::turn), std::to_string(f.state.turn), "", &f.fonts.bold},
            Reading{f.say(words::virtual_time), format_time(f.state.now), "", &f.fonts.mono}};
}

float readings_width(const Frame& f, bool labels) {
    float total = 0;
    for (const Reading& r : readings(f))
        total += f.px(18) + (labels ? ui::width(f.fonts.body, r.label) + f.px(5) : 0) + ui::width(*r.face, r.value) +
                 ui::width(f.fonts.body, r.rest);
    return total;
}

void draw_readings(const Frame& f, ImVec2 at, float height, bool labels) {
    const float y = at.y + (height - f.fonts.body.size) / 2;
    for (const Reading& r : readings(f)) {
        at.x += f.px(18);
        if (labels) at.x += ui::text(f, {at.x, y}, f.fonts.body, f.theme.dim, r.label) + f.px(5);
        at.x += ui::text(f, {at.x, y + f.fonts.body.ascent - r.face->ascent}, *r.face, f.theme.text, r.value);
        at.x += ui::text(f, {at.x, y}, f.fonts.body, f.theme.dim, r.rest);
    }
}

Requests draw_row(const Frame& f, const std::vector<Item>& items, ImVec2& at, float height, int brevity) {
    Requests requests;
    for (const Item& item : items) {
        if (ui::button(f, item.id, at, height, item.button(brevity))) append(requests, item.asks);
    }
    return requests;
}

}  // namespace

/// The buttons that move through the log, where the cursor stands, and the settings of the window.
Requests draw_toolbar(const Frame& f) {
    const ui::Rect bar = ui::row(f, 48).inset(f.px(12), f.px(8));
    const std::vector<Item> left = controls(f), right = settings(f);
    int brevity = 0;
    bool labels = true;
    const auto fits = [&] { return row_width(f, left, brevity) + readings_width(f, labels) + row_width(f, right, brevity) <= bar.width(); };
    if (!fits()) brevity = 1;
    if (!fits()) labels = false;
    if (!fits()) brevity = 2;
    ImVec2 at = bar.min;
    Requests requests = draw_row(f, left, at, bar.height(), brevity);
    draw_readings(f, at, bar.height(), labels);
    at = {bar.max.x - row_width(f, right, brevity) + f.px(6), bar.min.y};
    append(requests, draw_row(f, right, at, bar.height(), brevity));
    return requests;
}

}  // namespace awaitscope
