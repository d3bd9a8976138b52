#include <fmt/format.h>

#include "catch.hpp"
#include <cmath>

#include "recorded_session.hpp"
#include "visualizer/panels/layout.hpp"
#include "visualizer/panels/theme.hpp"
#include "visualizer/panels/timeline_scale.hpp"

using namespace awaitscope;

namespace {

double channel(double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

double brightness(ImU32 c) {
    const auto part = [&](int shift) { return channel((c >> shift & 255) / 255.0); };
    return 0.2126 * part(IM_COL32_R_SHIFT) + 0.7152 * part(IM_COL32_G_SHIFT) + 0.0722 * part(IM_COL32_B_SHIFT);
}

/// As the web's accessibility guidelines have it: 4.5 is enough for text.
double contrast(ImU32 a, ImU32 b) {
    const double x = brightness(a), y = brightness(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

bool overlap(const Area& a, const Area& b) {
    return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

}  // namespace

TEST_CASE("the areas stand side by side within the window, at every size and however it is divided") {
    for (const ImVec2 size : {ImVec2{1280, 720}, {1366, 768}, {1600, 900}, {1920, 1080}, {2560, 1440}, {960, 540}})
        for (const float scale : {0.6f, 1.0f, 1.6f})
            for (const float share : {0.05f, 0.2f, 0.7f})
                for (const bool status : {false, true}) {
                    INFO(fmt::format("{}x{} scale {} share {}", size.x, size.y, scale, share));
                    const Splits splits{share, share, share, share, share};
                    const Layout layout = lay_out(size, scale, share == 0.2f ? Splits{} : splits, status, 4);
                    for (auto a = Place::left; a < Place::menu; a = static_cast<Place>(static_cast<int>(a) + 1)) {
                        const Area& area = layout.of(a);
                        CHECK((area.min.x >= 0 && area.min.y >= 0 && area.max.x <= size.x && area.max.y <= size.y));
                        if (scale > size.y / 900 + 0.3f) continue;   // what is too large for the window may overlap
                        for (auto b = Place::left; b < a; b = static_cast<Place>(static_cast<int>(b) + 1)) CHECK_FALSE(overlap(area, layout.of(b)));
                    }
                }
}

TEST_CASE("all text can be read on its ground, in both themes") {
    for (const Appearance appearance : {Appearance::dark, Appearance::light}) {
        const Theme& t = theme(appearance);
        for (const ImU32 ink : {t.text, t.soft, t.dim, t.keyword, t.function, t.string, t.number, t.comment, t.error, t.warning})
            CHECK(contrast(ink, t.panel) >= 4.5);
        CHECK(contrast(t.faint, t.panel) >= 3.9);
        CHECK(contrast(t.text, t.button) >= 4.5);
        CHECK(contrast(t.soft, t.row) >= 4.5);
        CHECK(contrast(t.text, t.current_line) >= 4.5);
        CHECK(contrast(t.on_accent, t.accent) >= 4.5);
        CHECK(contrast(t.on_selected, t.selected) >= 4.5);
    }
    for (int state = 0; state <= static_cast<int>(TaskState::cancelled); ++state) {
        const Paint p = paint(static_cast<TaskState>(state));
        INFO(state);
        CHECK(contrast(p.fill, p.ink) >= 3.8);
    }
}

TEST_CASE("on the timeline every event has its place, in order, and a place leads back to its event") {
    auto session = golden_session("gather-01-result-order");
    for (const Axis axis : {Axis::time, Axis::events})
        for (const bool complete : {true, false}) {
            const TimelineScale scale(session->timeline(), axis, complete);
            CHECK(scale.of(0) == 0);
            if (complete) CHECK(scale.of(session->recorded()) == Approx(1));
            else CHECK(scale.of(session->recorded()) < 1);
            for (std::size_t n = 0; n <= session->recorded(); ++n) {
                CHECK(scale.at(scale.of(n)) == n);
                if (n > 0) CHECK(scale.of(n) > scale.of(n - 1));
            }
        }
    std::size_t clock = 0;
    while (session->log()[clock].kind != Kind::clock) ++clock;
    const TimelineScale by_time(session->timeline(), Axis::time, true);
    CHECK(by_time.of(clock + 1) - by_time.of(clock) > 0.2);   // a third of the time passes in the first poll that waits
}
