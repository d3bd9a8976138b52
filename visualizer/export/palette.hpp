#pragma once
#include <iterator>

#include "visualizer/model/state.hpp"

/// The window's colours, for pictures and pages.
namespace awaitscope::exports {

/// A state's colour and what is legible on it; the same in both themes, safe for the colour blind.
struct Ink {
    const char *fill, *ink;
};
inline constexpr Ink paints[] = {
    {"#f0e442", "#1b1b1b"},  // ready
    {"#e69f00", "#1b1b1b"},  // running
    {"#56b4e9", "#10202c"},  // sleeping
    {"#8a6fc0", "#ffffff"},  // awaiting a task
    {"#cc79a7", "#26121d"},  // I/O wait
    {"#d55e00", "#ffffff"},  // thread
    {"#009e73", "#04160f"},  // done
    {"#e05252", "#1d0404"},  // failed
    {"#8b93a1", "#14171c"},  // cancelled
};
inline constexpr int state_count = static_cast<int>(std::size(paints));
static_assert(state_count == static_cast<int>(TaskState::cancelled) + 1);

/// The order in which a legend explains them.
inline constexpr TaskState legend_order[] = {
    TaskState::running, TaskState::ready, TaskState::sleeping, TaskState::awaiting, TaskState::io_wait,
    TaskState::thread, TaskState::done, TaskState::failed, TaskState::cancelled,
};
static_assert(std::size(legend_order) == state_count);

struct Shades {
    const char *back, *panel, *text, *soft, *dim, *grid;
};
inline constexpr Shades dark_shades{"#15171c", "#1c1f26", "#d7dae0", "#aab1bd", "#8b93a1", "#343b48"};
inline constexpr Shades light_shades{"#ffffff", "#f6f7fa", "#1b2230", "#38414f", "#566072", "#d0d6df"};

}  // namespace awaitscope::exports
