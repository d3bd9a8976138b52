#include <cmath>

#include "panels.hpp"
#include "prose.hpp"

namespace awaitscope {
namespace {

struct Look {
    std::string_view label;
    ImU32 colour;
};

Look look(const Frame& f, OutputLine::Type type) {
    switch (type) {
    case OutputLine::Type::error: return {f.say(words::error), f.theme.error};
    case OutputLine::Type::warning: return {f.say(words::warning), f.theme.warning};
    case OutputLine::Type::mark: return {f.say(words::mark), f.theme.dim};
    case OutputLine::Type::out: break;
    }
    return {{}, f.theme.text};
}

Requests draw_line(const Frame& f, const OutputLine& line) {
    const ui::Rect r = ui::row(f, 24).inset(f.px(14), 0);
    const ui::Touch touched = ui::touch(std::to_string(line.event).c_str(), r);
    if (touched.hovered) ui::fill(r.inset(-f.px(6), 0), f.theme.row, f.px(4));
    const float y = ui::middle(r, f.fonts.mono);
    const Look seen = look(f, line.type);
    std::string time = format_time(line.time);
    time = time.substr(0, time.find(' '));
    float x = r.min.x + ui::text(f, {r.min.x, y}, f.fonts.mono, f.theme.faint, time) + f.px(9);
    if (!seen.label.empty()) x += ui::chip(f, {x, r.min.y + f.px(2)}, r.height() - f.px(4), {seen.colour, f.theme.panel}, seen.label) + f.px(7);
    ui::fit(f, {x, y}, r.max.x - x, f.fonts.mono, seen.colour, output_text(line));
    return touched.clicked ? Requests{request::Seek{line.event + 1}} : Requests{};
}

}  // namespace

/// What the program has printed so far, with the times; errors and warnings too. A click goes there.
Requests draw_output(const Frame& f) {
    Requests requests;
    ui::header(f, f.say(words::output));
    if (f.state.output.empty()) {
        const ui::Rect r = ui::row(f, 24).inset(f.px(14), 0);
        ui::fit(f, {r.min.x, ui::middle(r, f.fonts.body)}, r.width(), f.fonts.body, f.theme.faint, f.say(words::output_empty));
        return requests;
    }
    ImGui::BeginChild("lines", {0, 0});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(f.state.output.size()), std::round(f.px(24)));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            append(requests, draw_line(f, f.state.output[static_cast<std::size_t>(i)]));
    if (f.state.output.back().event + 1 == f.state.events) ImGui::SetScrollY(1e9f);
    ImGui::EndChild();
    return requests;
}

}  // namespace awaitscope
