#include "layout.hpp"

#include <algorithm>
#include <cmath>

namespace awaitscope {

Layout lay_out(ImVec2 size, float scale, const Splits& splits, bool status, std::size_t menu_rows) {
    const float gap = std::round(8 * scale);
    const auto part = [&](float whole, float share, float least, float most) {
        return std::round(std::clamp(whole * share, least * scale, std::max(least * scale, most)));
    };
    const float left = part(size.x, splits.left, 150, size.x * 0.3f), right = part(size.x, splits.right, 260, size.x * 0.5f);
    const float top = gap + std::round(48 * scale) + gap, lower = part(size.y - top, splits.bottom, 120, size.y * 0.6f);
    const float strip = status ? std::round(32 * scale) + gap : 0;
    const float main = top + strip, bottom = size.y - gap, split = bottom - lower;
    const float told = part(size.y - top, splits.told, 112, (split - main) * 0.7f);
    const float output = part(size.x, splits.output, 200, size.x * 0.6f);
    const float x1 = gap + left, x2 = size.x - gap - right, x3 = size.x - gap - output, end = size.x - gap;
    Layout layout;
    const auto put = [&](Place place, float ax, float ay, float bx, float by) {
        layout.areas[static_cast<std::size_t>(place)] = {{ax, ay}, {std::max(bx, ax + 1), std::max(by, ay + 1)}};
    };
    put(Place::toolbar, gap, gap, end, top - gap);
    put(Place::status, gap, top, end, main - gap);
    put(Place::left, gap, main, x1, split - gap);
    put(Place::middle, x1 + gap, main, x2 - gap, split - 2 * gap - told);
    put(Place::told, x1 + gap, split - gap - told, x2 - gap, split - gap);
    put(Place::right, x2, main, end, split - gap);
    put(Place::bottom, gap, split, x3 - gap, bottom);
    put(Place::corner, x3, split, end, bottom);
    const float menu = std::min(520 * scale, size.x - 2 * gap), note = std::min(900 * scale, size.x - 4 * gap), middle = size.x / 2;
    put(Place::menu, end - menu, top - gap / 2, end, top + (30 * static_cast<float>(menu_rows) + 12) * scale);
    put(Place::note, middle - note / 2, bottom - 52 * scale, middle + note / 2, bottom - 12 * scale);
    put(Place::over, 0, 0, size.x, size.y);
    return layout;
}

std::array<Bar, 5> bars(const Layout& layout, ImVec2 size) {
    const Area &left = layout.of(Place::left), &right = layout.of(Place::right), &middle = layout.of(Place::middle);
    const Area &told = layout.of(Place::told), &bottom = layout.of(Place::bottom), &corner = layout.of(Place::corner);
    const float below = size.y - layout.of(Place::toolbar).max.y;
    return {{
        {"left", {{left.max.x, left.min.y}, {middle.min.x, left.max.y}}, true, &Splits::left, 1, size.x},
        {"right", {{middle.max.x, right.min.y}, {right.min.x, right.max.y}}, true, &Splits::right, -1, size.x},
        {"bottom", {{bottom.min.x, left.max.y}, {corner.max.x, bottom.min.y}}, false, &Splits::bottom, -1, below},
        {"told", {{middle.min.x, middle.max.y}, {middle.max.x, told.min.y}}, false, &Splits::told, -1, below},
        {"output", {{bottom.max.x, bottom.min.y}, {corner.min.x, bottom.max.y}}, true, &Splits::output, -1, size.x},
    }};
}

}  // namespace awaitscope
