#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cards.hpp"
#include "timeline_plot.hpp"

namespace awaitscope {
namespace {

ImDrawList& list() { return *ImGui::GetWindowDrawList(); }

/// Only the running fill their row; the others are a little lower, so that colour is not the only sign.
float inset(const Plot& plot, TaskState state) {
    return state == TaskState::running || state == TaskState::thread ? 0 : plot.f.px(2);
}

std::string tip_of(const Plot& plot, const Span& span) {
    const Frame& f = plot.f;
    return fmt::format("{}{}{}   t = {} … {}   {} {} … {}", state_word(span.state, f.view.lang), span.on ? " · " : "",
                       span.on ? display_name(f.state, span.on) : "", format_time(span.from), format_time(span.to),
                       f.say(words::event), span.begin + 1, span.end);
}

/// What stands in a span: its state; a thread's has its job.
std::string label_of(const Plot& plot, const Span& span) {
    const Job* job = span.on.is(Ref::Type::job) ? plot.f.timeline.state.find_job(span.on) : nullptr;
    return job ? fmt::format("{} {}", name(span.on), job->fn) : std::string(state_word(span.state, plot.f.view.lang));
}

/// One span: bright up to the cursor, dim behind it.
void draw_span(const Plot& plot, const Span& span, ui::Rect bar) {
    const Frame& f = plot.f;
    const float now = plot.x(f.state.events), low = inset(plot, span.state);
    const Paint colours = paint(span.state);
    bar = bar.inset(0, low);
    const bool ahead = span.begin >= f.state.events;
    if (ahead) ui::fill(bar, faded(colours.fill, 0.25f));
    else if (span.end <= f.state.events || now >= bar.max.x) ui::fill(bar, colours.fill);
    else {
        ui::fill({bar.min, {now, bar.max.y}}, colours.fill);
        ui::fill({{now, bar.min.y}, bar.max}, faded(colours.fill, 0.25f));
    }
    if (span.state == TaskState::cancelled) ui::hatch(bar, faded(colours.ink, 0.5f), f.px(5));
    const std::string word = label_of(plot, span);
    const float room = std::min(bar.max.x, ahead ? bar.max.x : std::max(now, bar.min.x)) - bar.min.x;
    if (!ahead && ui::width(f.fonts.small, word) + f.px(12) < room && bar.min.x >= plot.rect.min.x)
        ui::text(f, {bar.min.x + f.px(7), ui::middle(bar, f.fonts.small)}, f.fonts.small, colours.ink, word);
    ui::tip(f, ImGui::IsMouseHoveringRect(bar.min, bar.max) && ImGui::IsWindowHovered(), tip_of(plot, span));
}

/// How a task ended stands behind its lane as a sign.
void draw_ending(const Plot& plot, const Span& span, float x, float top, float bottom) {
    if (span.state < TaskState::done) return;
    const Frame& f = plot.f;
    const Icon icon = span.state == TaskState::done ? Icon::check : Icon::cross;
    const ImU32 colour = faded(paint(span.state).fill, span.begin >= f.state.events ? 0.35f : 1.0f);
    if (x < plot.rect.max.x) draw_icon(list(), icon, {x + f.px(11), (top + bottom) / 2}, f.px(11), colour);
}

}  // namespace

void draw_lane(const Plot& plot, const Lane& lane, float top, float bottom) {
    const double left = plot.f.view.left;
    auto span = std::partition_point(lane.spans.begin(), lane.spans.end(),
                                     [&](const Span& s) { return plot.scale.of(s.end) < left; });
    float drawn = plot.rect.min.x - 2;   // spans narrower than a pixel share one
    for (; span != lane.spans.end(); ++span) {
        const float from = plot.x(span->begin), to = plot.x(span->end);
        if (from > plot.rect.max.x) break;
        if (to < drawn + 1 && span + 1 != lane.spans.end()) continue;
        drawn = std::max(to, from + 1);
        draw_span(plot, *span, {{std::max(from, plot.rect.min.x), top}, {std::min(drawn, plot.rect.max.x), bottom}});
    }
    if (!lane.spans.empty() && span == lane.spans.end()) draw_ending(plot, lane.spans.back(), plot.x(lane.spans.back().end), top, bottom);
}

void draw_turns(const Plot& plot, float top, float bottom) {
    const Frame& f = plot.f;
    const float y = std::round((top + bottom) / 2) - f.px(4);
    list().AddLine({plot.rect.min.x, y}, {plot.rect.max.x, y}, f.theme.grid);
    const auto& turns = f.timeline.turns;
    auto turn = std::partition_point(turns.begin(), turns.end(), [&](const Turn& t) { return plot.scale.of(t.end) < f.view.left; });
    float drawn = -1e9f, written = -1e9f;
    for (; turn != turns.end(); ++turn) {
        const float from = plot.x(turn->begin), to = plot.x(turn->end);
        if (from > plot.rect.max.x) break;
        const ImU32 colour = turn->begin < f.state.events ? f.theme.dim : f.theme.grid;
        if (from >= plot.rect.min.x && from >= drawn + 2) list().AddLine({from, y - f.px(6)}, {from, y + f.px(6)}, colour), drawn = from;
        const std::string number = std::to_string(turn - turns.begin() + 1);
        const std::string waited = fmt::format("{} · {}", f.say(words::waited), format_time(turn->waited));
        const float middle = (std::max(from, plot.rect.min.x) + std::min(to, plot.rect.max.x)) / 2, low = y + f.px(7);
        const bool waits = turn->waited > 0 && ui::width(f.fonts.small, waited) + f.px(8) < std::min(to, plot.rect.max.x) - std::max(from, plot.rect.min.x);
        const std::string& label = waits ? waited : number;
        const float w = ui::width(f.fonts.small, label), at = waits ? middle - w / 2 : from - w / 2;
        if (at < written + f.px(7) || at < plot.rect.min.x || at + w > plot.rect.max.x) continue;
        ui::text(f, {at, low}, f.fonts.small, waits ? f.theme.soft : f.theme.faint, label);
        written = at + w;
    }
}

void draw_legend(const Plot& plot, float top) {
    const Frame& f = plot.f;
    float x = plot.rect.min.x;
    const float side = f.px(12);
    for (int i = 0; i <= static_cast<int>(TaskState::cancelled); ++i) {
        const auto state = static_cast<TaskState>(i);
        const std::string_view word = state_word(state, f.view.lang);
        const float w = side + f.px(6) + ui::width(f.fonts.small, word);
        if (x + w > plot.rect.max.x) return;
        const ui::Rect box{{x, top}, {x + side, top + side}};
        ui::fill(box, paint(state).fill);
        if (state == TaskState::cancelled) ui::hatch(box, faded(paint(state).ink, 0.6f), f.px(4));
        ui::text(f, {x + side + f.px(6), ui::middle(box, f.fonts.small)}, f.fonts.small, f.theme.soft, word);
        x += w + f.px(22);
    }
}

}  // namespace awaitscope
