#pragma once
#include <imgui.h>

#include <cstdint>

namespace awaitscope {

/// Small signs, drawn as shapes because no font has all of them.
enum class Icon : std::uint8_t {
    none, to_start, back, forward, to_end, play, pause, task_switch, loop_turn, down, sun, moon, check, dot, cross,
    square, checked_square, question,
};

/// Draws `icon` in a square of `size` pixels around `centre`.
void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour);

}  // namespace awaitscope
