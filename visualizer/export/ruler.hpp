#pragma once
#include <span>
#include <vector>

#include "visualizer/model/state.hpp"

namespace awaitscope::exports {

/// Where events lie on a time axis on which all of them can be seen.
///
/// Under the virtual clock code takes no time, so that many events share one instant. An instant's first
/// event lies at its true time; the others follow it at equal distances, which are taken from the time that
/// passes until the next instant (at most 40 % of it). So waits end where they should, and steps have a width.
struct Ruler {
    std::vector<double> at;   ///< at[n]: after n events, in microseconds; never falling
    double end = 0;           ///< the right end of the axis, at least at.back()
    bool has_time = false;    ///< false: no time passed at all; the axis only counts events

    /// times[n]: the time after n events; not empty. What goes back in a broken log stands still here.
    explicit Ruler(std::span<const Micros> times);

    /// The place of the event with that index: where it has happened.
    double of(std::size_t event) const { return at[std::min(event + 1, at.size() - 1)]; }
};

}  // namespace awaitscope::exports
