#include "golden.hpp"
#include "replay.hpp"

TEST_CASE("at every event of every recording the model agrees with a naive replay") {
    std::size_t events = 0;
    for (const auto& [trace, log] : golden::all()) {
        CAPTURE(trace);
        replay::check(*log);
        events += log->size();
    }
    CHECK(events > 10'000);
}
