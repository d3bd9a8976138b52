#include "catch.hpp"
#include "golden.hpp"
#include "spoiler.hpp"
#include "visualizer/model/history.hpp"
#include "visualizer/model/spans.hpp"

using namespace awaitscope;

TEST_CASE("a broken recording is folded as far as it makes sense: nothing throws, and history and timeline agree") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        Spoiler spoiler(seed);
        for (const auto& [trace, sound] : golden::all()) {
            CAPTURE(seed, trace);
            const auto log = spoiler.spoil(*sound);
            History history(*log);
            Timeline timeline;
            extend(timeline, *log);
            REQUIRE(history.at(log->size()) == timeline.state);
            REQUIRE(history.at(log->size() / 2).left_in_turn <= history.at(log->size() / 2).ready.size());
            REQUIRE(timeline.lanes.size() >= timeline.state.tasks.size());
        }
    }
}
