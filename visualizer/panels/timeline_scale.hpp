#pragma once
#include "view.hpp"
#include "visualizer/model/spans.hpp"

namespace awaitscope {

/// Where events stand on the timeline's x axis: 0 is the program's start, 1 the end of what is recorded
/// (of a lesson that still runs: a little beyond, so that not every step moves everything).
///
/// By time, most of the width is virtual time; the rest is shared by the events, because nearly all of
/// them take no time and could not be seen otherwise.
class TimelineScale {
public:
    TimelineScale(const Timeline& timeline, Axis axis, bool complete);

    double of(std::size_t event) const;            ///< its place
    std::size_t at(double place) const;            ///< the number of events nearest to a place

private:
    const Timeline& timeline_;
    double share_;                                 ///< of the width that belongs to events
    double events_, time_;                         ///< what fills the width
};

}  // namespace awaitscope
