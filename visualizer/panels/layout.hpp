#pragma once
#include <imgui.h>

#include <array>
#include <cstdint>

#include "view.hpp"

namespace awaitscope {

/// Where a panel can stand. Panels of one place are stacked from top to bottom.
enum class Place : std::uint8_t { toolbar, status, left, middle, told, right, bottom, corner, menu, note, over };
inline constexpr std::size_t place_count = 11;

struct Area {
    ImVec2 min, max;
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
};

struct Layout {
    std::array<Area, place_count> areas;   ///< by Place
    const Area& of(Place place) const { return areas[static_cast<std::size_t>(place)]; }
};

/// Divides a window of `size` pixels; `scale` is pixels for each pixel of the design. `status`: there is a
/// line of status to show; `menu_rows`: in the menu of exports.
Layout lay_out(ImVec2 size, float scale, const Splits& splits, bool status, std::size_t menu_rows);

/// The bars between the areas that can be dragged, and which share of `splits` each of them changes.
struct Bar {
    const char* name;
    Area area;
    bool upright;             ///< dragged to the left and right
    float Splits::* share;
    float direction;          ///< +1: the share grows to the right or downwards
    float whole;              ///< pixels that the share is a share of
};
std::array<Bar, 5> bars(const Layout& layout, ImVec2 size);

}  // namespace awaitscope
