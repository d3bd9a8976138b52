#include "timeline_scale.hpp"

#include <algorithm>

namespace awaitscope {
namespace {

/// The least of a few steps that is not below `value`.
double rounded_up(double value, double least) {
    while (least < value) least *= 1.5;
    return least;
}

}  // namespace

TimelineScale::TimelineScale(const Timeline& timeline, Axis axis, bool complete) : timeline_(timeline) {
    events_ = static_cast<double>(std::max<std::size_t>(1, timeline.events));
    time_ = static_cast<double>(timeline.times[timeline.events]);
    if (!complete) events_ = rounded_up(events_, 40), time_ = time_ > 0 ? rounded_up(time_, 1000) : 0;
    share_ = axis == Axis::events || time_ <= 0 ? 1.0 : 0.35;
}

double TimelineScale::of(std::size_t event) const {
    event = std::min(event, timeline_.events);
    const double by_event = static_cast<double>(event) / events_;
    if (share_ == 1.0) return by_event;
    return share_ * by_event + (1 - share_) * static_cast<double>(timeline_.times[event]) / time_;
}

std::size_t TimelineScale::at(double place) const {
    std::size_t low = 0, high = timeline_.events;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (of(middle) < place) low = middle + 1;
        else high = middle;
    }
    return low > 0 && place - of(low - 1) < of(low) - place ? low - 1 : low;
}

}  // namespace awaitscope
