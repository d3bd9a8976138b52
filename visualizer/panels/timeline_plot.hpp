#pragma once
#include "timeline_scale.hpp"
#include "ui.hpp"

namespace awaitscope {

/// The part of the timeline that is on the screen: events to pixels and back.
struct Plot {
    const Frame& f;
    TimelineScale scale;
    ui::Rect rect;           ///< where lanes are drawn; names stand to its left

    float x(std::size_t event) const {
        const double place = (scale.of(event) - f.view.left) / (f.view.right - f.view.left);
        return rect.min.x + static_cast<float>(place) * rect.width();
    }
    double place(float x) const {
        return f.view.left + (f.view.right - f.view.left) * static_cast<double>((x - rect.min.x) / std::max(1.0f, rect.width()));
    }
    std::size_t event(float x) const { return scale.at(place(x)); }
    bool shows(float from, float to) const { return to >= rect.min.x - 1 && from <= rect.max.x + 1; }
};

/// The spans of a task's or a worker's lane, in the row between `top` and `bottom`.
void draw_lane(const Plot& plot, const Lane& lane, float top, float bottom);

/// The turns of the loop, and how long it waited.
void draw_turns(const Plot& plot, float top, float bottom);

/// What the colours mean.
void draw_legend(const Plot& plot, float top);

}  // namespace awaitscope
