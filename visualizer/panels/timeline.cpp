#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cards.hpp"
#include "panels.hpp"
#include "timeline_plot.hpp"

namespace awaitscope {
namespace {

std::string lane_name(const Frame& f, const Lane& lane) {
    if (lane.type == Lane::Type::worker) return fmt::format("{} {}", f.say(words::worker), lane.worker);
    const Task* task = f.timeline.state.find_task(lane.task);
    return task ? title(*task) : name(lane.task);
}

/// The name to the left of a lane; a click selects the task.
Requests draw_name(const Plot& plot, const Lane& lane, float top, float bottom) {
    const Frame& f = plot.f;
    const float left = ImGui::GetWindowPos().x + f.px(14), room = plot.rect.min.x - left - f.px(10);
    const ui::Rect r{{left - f.px(6), top}, {plot.rect.min.x - f.px(6), bottom}};
    const bool selected = lane.task && f.view.selected == lane.task;
    const ui::Touch touched = ui::touch(fmt::format("{} {}", name(lane.task), lane.worker).c_str(), r);
    if (selected || touched.hovered) ui::fill(r, selected ? f.theme.selected : f.theme.row, f.px(4));
    ui::fit(f, {left, ui::middle(r, f.fonts.small)}, room, f.fonts.small, selected ? f.theme.on_selected : f.theme.soft, lane_name(f, lane));
    return touched.clicked && lane.task ? Requests{request::Select{selected ? Ref{} : lane.task}} : Requests{};
}

request::Window moved(double left, double right) {
    const double width = std::clamp(right - left, 1e-5, 1.0);
    left = std::clamp(left, 0.0, 1.0 - width);
    return {left, left + width};
}

/// The mouse over the plot: a click seeks, dragging pans, the wheel zooms around the pointer.
Requests react(const Plot& plot, const char* id, float top, float bottom) {
    const Frame& f = plot.f;
    const ui::Touch touched = ui::touch(id, {{plot.rect.min.x, top}, {plot.rect.max.x, bottom}});
    const ImGuiIO& io = ImGui::GetIO();
    const double width = f.view.right - f.view.left;
    const bool dragged = ImGui::IsMouseDragging(ImGuiMouseButton_Left, f.px(4));
    if (touched.hovered && io.MouseWheel != 0) {
        const double at = plot.place(io.MousePos.x), factor = std::pow(0.8, static_cast<double>(io.MouseWheel));
        return {moved(at - (at - f.view.left) * factor, at + (f.view.right - at) * factor)};
    }
    if (touched.held && dragged) {
        const double by = -static_cast<double>(io.MouseDelta.x / std::max(1.0f, plot.rect.width())) * width;
        return by != 0 ? Requests{moved(f.view.left + by, f.view.right + by)} : Requests{};
    }
    if (touched.clicked && std::abs(io.MousePos.x - io.MouseClickedPos[0].x) < f.px(4)) return {request::Seek{plot.event(io.MousePos.x)}};
    return {};
}

/// When the cursor has moved out of sight, the view follows it.
Requests follow_cursor(const Plot& plot) {
    const Frame& f = plot.f;
    ImGuiStorage& memory = *ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("cursor");
    const int now = static_cast<int>(f.state.events);
    if (memory.GetInt(key, -1) == now) return {};
    memory.SetInt(key, now);
    const double at = plot.scale.of(f.state.events), width = f.view.right - f.view.left;
    if (at >= f.view.left && at <= f.view.right) return {};
    return {moved(at - width / 2, at + width / 2)};
}

void draw_cursor(const Plot& plot, float top, float bottom) {
    const Frame& f = plot.f;
    const float x = std::round(plot.x(f.state.events));
    if (!plot.shows(x, x)) return;
    ImGui::GetWindowDrawList()->AddLine({x, top}, {x, bottom}, f.theme.cursor, std::max(1.0f, std::round(f.px(1.2f))));
    const std::string label = fmt::format("t = {}", format_time(f.state.now));
    const float w = ui::width(f.fonts.small, label);
    const float at = x + f.px(6) + w < plot.rect.max.x + f.px(10) ? x + f.px(6) : x - f.px(6) - w;
    ui::text(f, {at, top}, f.fonts.small, f.theme.cursor, label);
}

Requests draw_lanes(const Plot& plot, float pitch) {
    const Frame& f = plot.f;
    const float first = ImGui::GetWindowPos().y;
    Requests requests = react(plot, "lanes", first, first + ImGui::GetWindowHeight());
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(f.timeline.lanes.size()), pitch);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const Lane& lane = f.timeline.lanes[static_cast<std::size_t>(i)];
            const float top = ImGui::GetCursorScreenPos().y, bar = std::min(f.px(22), pitch - f.px(6)), inner = std::round(top + (pitch - bar) / 2);
            append(requests, draw_name(plot, lane, inner, inner + bar));
            draw_lane(plot, lane, inner, inner + bar);
            ImGui::Dummy({1, pitch});
        }
    return requests;
}

}  // namespace

/// What every task, every thread and the loop did, and when. The line is the cursor; what lies behind it is dim.
Requests draw_timeline(const Frame& f) {
    if (f.timeline.events == 0) return ui::empty(f, f.say(words::timeline_empty)), Requests{};
    const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const float names = std::min(std::clamp(room.x * 0.12f, f.px(176), f.px(240)), room.x * 0.25f);
    const float head = f.px(18), loop = f.px(40), legend = f.px(26);
    const Plot plot{f, TimelineScale(f.timeline, f.view.axis, f.complete), {{at.x + names, at.y}, {at.x + room.x - f.px(22), at.y + room.y}}};
    const float space = std::max(f.px(24), room.y - head - loop - legend), count = static_cast<float>(f.timeline.lanes.size());
    const float pitch = std::floor(std::clamp(space / std::max(1.0f, count), f.px(24), f.px(40)));
    const float lanes = std::min(space, pitch * count), below = at.y + head + lanes;
    Requests requests = follow_cursor(plot);
    append(requests, react(plot, "head", at.y, at.y + head));
    append(requests, react(plot, "loop", below, below + loop));
    ImGui::SetCursorScreenPos({at.x, at.y + head});
    ImGui::BeginChild("lanes", {0, lanes}, false, ImGuiWindowFlags_NoScrollWithMouse);
    append(requests, draw_lanes(plot, pitch));
    ImGui::EndChild();
    ui::text(f, {at.x + f.px(14), below + f.px(10)}, f.fonts.small, f.theme.soft, f.say(words::event_loop));
    draw_turns(plot, below, below + loop);
    draw_legend(plot, at.y + room.y - f.px(20));
    draw_cursor(plot, at.y, below + loop);
    return requests;
}

}  // namespace awaitscope
