#include "panels.hpp"

#include "ui.hpp"

namespace awaitscope {
namespace {

bool page_is_source(const Frame& f) { return f.view.page != Page::text; }
bool page_is_text(const Frame& f) { return f.view.page == Page::text; }
bool lower_is_timeline(const Frame& f) { return f.view.lower == Lower::timeline; }
bool lower_is_events(const Frame& f) { return f.view.lower == Lower::events; }
bool has_status(const Frame& f) { return !f.problem.empty(); }
bool exports_are_shown(const Frame& f) { return f.view.focus == Pane::exports; }
bool has_note(const Frame& f) { return !f.view.note.empty(); }
bool help_is_shown(const Frame& f) { return f.view.help; }

constexpr Panel every_panel[] = {
    {"toolbar", Place::toolbar, draw_toolbar},
    {"status", Place::status, draw_status, has_status},
    {"lessons", Place::left, draw_lessons},
    {"what if", Place::left, draw_what_if},
    {"pages", Place::middle, draw_pages},
    {"source", Place::middle, draw_source, page_is_source},
    {"lesson text", Place::middle, draw_lesson_text, page_is_text},
    {"what just happened", Place::told, draw_happened},
    {"running", Place::right, draw_running},
    {"ready queue", Place::right, draw_ready_queue},
    {"timers", Place::right, draw_timers},
    {"I/O waits", Place::right, draw_io_waits},
    {"thread pool", Place::right, draw_thread_pool},
    {"tasks", Place::right, draw_tasks},
    {"lower pages", Place::bottom, draw_lower_pages},
    {"timeline", Place::bottom, draw_timeline, lower_is_timeline},
    {"events", Place::bottom, draw_events, lower_is_events},
    {"output", Place::corner, draw_output},
    {"exports", Place::menu, draw_exports, exports_are_shown},
    {"note", Place::note, draw_note, has_note},
    {"help", Place::over, draw_help, help_is_shown},
};

constexpr const char* window_names[place_count] = {"##toolbar", "##status", "##left",   "##middle", "##told",
                                                   "##right",   "##bottom", "##corner", "##menu",   "##note",   "##over"};
constexpr ImGuiWindowFlags floating = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                      ImGuiWindowFlags_NoFocusOnAppearing;
constexpr ImGuiWindowFlags still = floating | ImGuiWindowFlags_NoBringToFrontOnFocus;

/// The panels of one place, in a window of their own.
Requests draw_place(const Frame& f, Place place, const Area& area) {
    Requests requests;
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize({area.width(), area.height()});
    const bool floats = place >= Place::menu;
    if (floats) ImGui::SetNextWindowFocus();
    ImGui::Begin(window_names[static_cast<std::size_t>(place)], nullptr, floats ? floating : still);
    for (const Panel& panel : panels()) {
        if (panel.place != place || !panel.shown(f)) continue;
        if (f.probe) f.probe->panel = panel.name;
        ImGui::PushID(panel.name.data());
        append(requests, panel.draw(f));
        ImGui::PopID();
    }
    ImGui::End();
    return requests;
}

bool is_shown(const Frame& f, Place place) {
    for (const Panel& panel : panels())
        if (panel.place == place && panel.shown(f)) return true;
    return false;
}

/// The gaps between the areas: dragging one moves the border.
Requests drag_bars(const Frame& f, const Layout& layout, ImVec2 size) {
    Requests requests;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(size);
    ImGui::Begin("##ground", nullptr, still | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar);
    for (const Bar& bar : bars(layout, size)) {
        const ui::Touch touched = ui::touch(bar.name, {bar.area.min, bar.area.max});
        if (touched.hovered || touched.held)
            ImGui::SetMouseCursor(bar.upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
        const ImVec2 moved = ImGui::GetIO().MouseDelta;
        const float delta = bar.upright ? moved.x : moved.y;
        if (!touched.held || delta == 0) continue;
        Splits splits = f.view.splits;
        splits.*bar.share += bar.direction * delta / bar.whole;
        requests.push_back(request::Split{splits});
    }
    ImGui::End();
    return requests;
}

}  // namespace

std::span<const Panel> panels() { return every_panel; }

Requests draw_panels(const Frame& f, ImVec2 size) {
    const Layout layout = lay_out(size, f.fonts.scale, f.view.splits, is_shown(f, Place::status), f.formats.size());
    Requests requests;
    for (std::size_t i = 0; i < place_count; ++i) {
        const auto place = static_cast<Place>(i);
        if (is_shown(f, place)) append(requests, draw_place(f, place, layout.of(place)));
    }
    append(requests, drag_bars(f, layout, size));   // the last: of windows that stay in their order, the first is on top
    return requests;
}

}  // namespace awaitscope
