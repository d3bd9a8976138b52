#pragma once
#include <vector>

#include "ui.hpp"

namespace awaitscope {

/// Says of each of `tasks` in a chip what it waits for, in the source line `row`, from `x` on. Where there is
/// no room for all words they get shorter, and at last stand over the line's end: they are always in sight. `ground`: the line's colour.
Requests draw_chips(const Frame& frame, float x, const ui::Rect& row, const std::vector<const Task*>& tasks,
                    ImU32 ground);

}  // namespace awaitscope
