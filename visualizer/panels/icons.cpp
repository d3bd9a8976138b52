#include "icons.hpp"

#include <cmath>
#include <initializer_list>

namespace awaitscope {
namespace {

struct Pen {
    ImDrawList& list;
    ImVec2 centre;
    float half;   // half the square's side
    ImU32 colour;

    ImVec2 at(float x, float y) const { return {centre.x + x * half, centre.y + y * half}; }
    float line() const { return half * 0.28f < 1.2f ? 1.2f : half * 0.28f; }

    void triangle(float x, float tip) const {  // upright side at x, point at tip
        if (tip > x) list.AddTriangleFilled(at(x, -0.8f), at(tip, 0), at(x, 0.8f), colour);
        else list.AddTriangleFilled(at(x, 0.8f), at(tip, 0), at(x, -0.8f), colour);
    }
    void bar(float from, float to) const { list.AddRectFilled(at(from, -0.8f), at(to, 0.8f), colour); }
    void stroke(std::initializer_list<ImVec2> points, bool closed = false) const {
        for (auto p : points) list.PathLineTo(at(p.x, p.y));
        list.PathStroke(colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, line());
    }
    void arc(ImVec2 middle, float radius, float from, float to) const {
        list.PathArcTo(at(middle.x, middle.y), radius * half, from, to, 16);
        list.PathStroke(colour, ImDrawFlags_None, line());
    }
};

void draw_task_switch(const Pen& pen) {  // an arc that jumps over to the next
    pen.arc({-0.1f, 0.55f}, 0.75f, 3.3f, 6.0f);
    pen.list.AddTriangleFilled(pen.at(0.15f, 0.2f), pen.at(1.0f, 0.15f), pen.at(0.7f, 0.9f), pen.colour);
}

void draw_loop_turn(const Pen& pen) {  // a circle with an arrow head
    pen.arc({0, 0}, 0.75f, -0.6f, 4.4f);
    pen.list.AddTriangleFilled(pen.at(0.0f, -1.2f), pen.at(0.65f, -0.7f), pen.at(-0.1f, -0.25f), pen.colour);
}

void draw_sun(const Pen& pen) {
    pen.list.AddCircleFilled(pen.centre, pen.half * 0.45f, pen.colour, 16);
    for (int i = 0; i < 8; ++i) {
        const float a = static_cast<float>(i) * 0.7854f;
        pen.list.AddLine(pen.at(std::cos(a) * 0.65f, std::sin(a) * 0.65f), pen.at(std::cos(a), std::sin(a)),
                         pen.colour, pen.line());
    }
}

void draw_moon(const Pen& pen) {  // two circles, cut where they meet
    const auto point = [&](float x, float y, float radius, float angle) {
        pen.list.PathLineTo(pen.at(x + std::cos(angle) * radius, y + std::sin(angle) * radius));
    };
    for (int i = 0; i <= 24; ++i) point(0, 0, 0.9f, 0.436f + static_cast<float>(i) * (4.331f / 24));
    for (int i = 1; i < 16; ++i) point(0.5f, -0.3f, 0.75f, 4.067f - static_cast<float>(i) * (2.930f / 16));
    pen.list.PathStroke(pen.colour, ImDrawFlags_Closed, pen.line());
}

void draw_question(const Pen& pen) {
    pen.arc({0, -0.4f}, 0.5f, 3.3f, 7.2f);
    pen.stroke({{0.28f, 0.0f}, {0.0f, 0.2f}, {0.0f, 0.45f}});
    pen.list.AddCircleFilled(pen.at(0, 0.85f), pen.line() * 0.75f, pen.colour, 8);
}

void draw_square(const Pen& pen, bool checked) {
    pen.list.AddRect(pen.at(-0.8f, -0.8f), pen.at(0.8f, 0.8f), pen.colour, pen.half * 0.25f, 0, pen.line() * 0.7f);
    if (checked) pen.stroke({{-0.45f, 0.0f}, {-0.1f, 0.4f}, {0.5f, -0.4f}});
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour) {
    const Pen pen{list, {std::round(centre.x), std::round(centre.y)}, size / 2, colour};
    switch (icon) {
    case Icon::none: break;
    case Icon::to_start: pen.bar(-0.9f, -0.6f), pen.triangle(0.8f, -0.5f); break;
    case Icon::back: pen.triangle(0.7f, -0.7f); break;
    case Icon::forward: pen.triangle(-0.7f, 0.7f); break;
    case Icon::to_end: pen.triangle(-0.8f, 0.5f), pen.bar(0.6f, 0.9f); break;
    case Icon::play: pen.stroke({{-0.6f, -0.75f}, {0.7f, 0}, {-0.6f, 0.75f}}, true); break;
    case Icon::pause: pen.bar(-0.65f, -0.2f), pen.bar(0.2f, 0.65f); break;
    case Icon::task_switch: draw_task_switch(pen); break;
    case Icon::loop_turn: draw_loop_turn(pen); break;
    case Icon::down: list.AddTriangleFilled(pen.at(-0.6f, -0.3f), pen.at(0.6f, -0.3f), pen.at(0, 0.45f), colour); break;
    case Icon::sun: draw_sun(pen); break;
    case Icon::moon: draw_moon(pen); break;
    case Icon::check: pen.stroke({{-0.8f, 0.0f}, {-0.25f, 0.6f}, {0.8f, -0.7f}}); break;
    case Icon::dot: list.AddCircleFilled(pen.centre, pen.half * 0.85f, colour, 20); break;
    case Icon::cross: pen.stroke({{-0.6f, -0.6f}, {0.6f, 0.6f}}), pen.stroke({{-0.6f, 0.6f}, {0.6f, -0.6f}}); break;
    case Icon::square: draw_square(pen, false); break;
    case Icon::checked_square: draw_square(pen, true); break;
    case Icon::question: draw_question(pen); break;
    }
}

}  // namespace awaitscope
