#pragma once
#include <string>
#include <string_view>

#include "frame.hpp"
#include "icons.hpp"

/// What panels are drawn with. Every text of the window goes through text(), so that a test can read it.
namespace awaitscope::ui {

struct Rect {
    ImVec2 min, max;
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    Rect inset(float x, float y) const { return {{min.x + x, min.y + y}, {max.x - x, max.y - y}}; }
};

float width(const Face& face, std::string_view text);

/// Draws `text` with its top left corner at `at`. Returns its width.
float text(const Frame& f, ImVec2 at, const Face& face, ImU32 colour, std::string_view text);

/// The same in at most `room` pixels: what does not fit gives way to "…", and the mouse brings up all of it.
float fit(const Frame& f, ImVec2 at, float room, const Face& face, ImU32 colour, std::string_view text);

/// The y of a line of `face` that stands in the middle of `rect`.
float middle(const Rect& rect, const Face& face);

/// The rest of the current window's row, `height` pixels of the design high; moves the cursor below it.
Rect row(const Frame& f, float height);

void fill(const Rect& rect, ImU32 colour, float rounding = 0);
void edge(const Rect& rect, ImU32 colour, float rounding = 0);
void dashed(const Frame& f, const Rect& rect, ImU32 colour);
/// Diagonal lines: the sign of what was cancelled.
void hatch(const Rect& rect, ImU32 colour, float gap);

/// Room for the mouse: was it pressed and released in `rect`? The name must be unique in the window.
struct Touch {
    bool clicked, hovered, held;
};
Touch touch(const char* id, const Rect& rect);

/// A note beside the mouse, if `show`.
void tip(const Frame& f, bool show, std::string_view text);

struct Button {
    std::string_view label;
    Icon icon = Icon::none;
    bool chosen = false;
    bool enabled = true;
    std::string_view tip = {};
    bool icon_after = false;
};
float button_width(const Frame& f, const Button& button, bool small = false);
/// Draws it from `at` and moves `at.x` behind it. True when pressed.
bool button(const Frame& f, const char* id, ImVec2& at, float height, const Button& button, bool small = false);

/// A label on a coloured ground. Returns its width.
float chip(const Frame& f, ImVec2 at, float height, Paint paint, std::string_view text, float room = 1e9f);
float chip_width(const Frame& f, std::string_view text);

/// "READY QUEUE  (first in, first out)".
void header(const Frame& f, std::string_view title, std::string_view note = {});

/// Says what an empty section means.
void empty(const Frame& f, std::string_view text);

/// A section in one row while it is empty and room is scarce: header to the left, note to the right.
void section(const Frame& f, std::string_view title, std::string_view note, std::string_view if_empty, bool is_empty);

/// Says that ImGui itself shows `text`: its glyphs are needed.
void note_typed(const Frame& f, std::string_view text);

/// A ring around the pane that has the arrow keys.
void focus_ring(const Frame& f, Pane pane);


}  // namespace awaitscope::ui
