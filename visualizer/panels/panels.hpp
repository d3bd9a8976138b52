#pragma once
#include <span>

#include "frame.hpp"
#include "layout.hpp"

namespace awaitscope {

// One file each. They draw into the current ImGui window, from its cursor downwards.
Requests draw_toolbar(const Frame& frame);
Requests draw_lessons(const Frame& frame);
Requests draw_what_if(const Frame& frame);
Requests draw_pages(const Frame& frame);
Requests draw_source(const Frame& frame);
Requests draw_lesson_text(const Frame& frame);
Requests draw_happened(const Frame& frame);
Requests draw_running(const Frame& frame);
Requests draw_ready_queue(const Frame& frame);
Requests draw_timers(const Frame& frame);
Requests draw_io_waits(const Frame& frame);
Requests draw_thread_pool(const Frame& frame);
Requests draw_tasks(const Frame& frame);
Requests draw_lower_pages(const Frame& frame);
Requests draw_timeline(const Frame& frame);
Requests draw_events(const Frame& frame);
Requests draw_output(const Frame& frame);
Requests draw_status(const Frame& frame);
Requests draw_exports(const Frame& frame);
Requests draw_note(const Frame& frame);
Requests draw_help(const Frame& frame);

/// A panel: what it is called, where it stands, how it is drawn and when.
struct Panel {
    std::string_view name;
    Place place;
    Requests (*draw)(const Frame&);
    bool (*shown)(const Frame&) = [](const Frame&) { return true; };
};

/// All panels, in the order in which they are drawn.
std::span<const Panel> panels();

/// Draws every panel that is shown, each in its place of a window of `size` pixels.
Requests draw_panels(const Frame& frame, ImVec2 size);

}  // namespace awaitscope
