#pragma once
#include <imgui.h>

#include <cstdint>

#include "visualizer/model/state.hpp"

/// The colours of the window, dark and light.
namespace awaitscope {

enum class Appearance : std::uint8_t { dark, light };

struct Theme {
    ImU32 back, panel, border;                        ///< behind the panels; a panel; its edge
    ImU32 text, soft, dim, faint;                     ///< from the most to the least important
    ImU32 button, button_edge, button_hover;
    ImU32 accent, on_accent;                          ///< the one thing to press; what is chosen
    ImU32 selected, on_selected, row;                 ///< rows of lists
    ImU32 current_line, dashed, cursor, grid;
    ImU32 keyword, function, string, number, comment; ///< source code
    ImU32 error, warning, good;
};

const Theme& theme(Appearance);

/// A filled shape and what is written on it.
struct Paint {
    ImU32 fill, ink;
};

/// The colour of a state: the same in both themes, safe for the colour blind.
Paint paint(TaskState);

/// `colour` with its opacity multiplied by `share`.
ImU32 faded(ImU32 colour, float share);

/// Gives ImGui's own widgets (scroll bars, menus, input boxes) the colours of `theme`, for text of `scale`.
void apply(const Theme& theme, float scale);

}  // namespace awaitscope
