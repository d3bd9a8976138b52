#pragma once
#include <span>

#include "ui.hpp"

namespace awaitscope::ui {

/// How a paragraph is set.
struct Setting {
    const Face* face;       ///< of plain runs; bold and code have their own
    const Face* bold;
    ImU32 colour;
    ImU32 strong;           ///< of bold and code runs
    float line = 24;        ///< pixels of the design from line to line
};
Setting body_setting(const Frame& f);
Setting small_setting(const Frame& f);

/// Draws a paragraph, broken into lines of at most `width`; between Chinese characters a line may break
/// anywhere, elsewhere at spaces. Returns its height.
float prose(const Frame& f, ImVec2 at, float width, std::span<const Run> runs, const Setting& setting);

/// The height it would have.
float prose_height(const Frame& f, float width, std::span<const Run> runs, const Setting& setting);

}  // namespace awaitscope::ui
