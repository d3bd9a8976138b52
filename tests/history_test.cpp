#include <random>
#include <thread>

#include "catch.hpp"
#include "golden.hpp"
#include "visualizer/model/history.hpp"

using namespace awaitscope;

namespace {

State fold_from_scratch(const Log& log, std::size_t events) {
    State state;
    for (std::size_t i = 0; i < events; ++i) fold(state, log, log[i]);
    return state;
}

/// Ten of CPython's recordings one after the other, `rounds` times.
std::unique_ptr<Log> long_recording(int rounds) {
    std::string lines;
    for (std::size_t i = 0; i < 10; ++i) lines += golden::lines(*golden::all()[i * 7].log);
    std::string all;
    for (int i = 0; i < rounds; ++i) all += lines;
    return golden::recording(all);
}

}  // namespace

TEST_CASE("looking anywhere in a long recording, in any order, shows what a fold from the start shows") {
    const auto log = long_recording(12);
    REQUIRE(log->size() > 8'000);
    History history(*log);
    std::mt19937 random(1);
    for (int i = 0; i < 60; ++i) {
        const std::size_t events = random() % (log->size() + 1);
        CAPTURE(events);
        REQUIRE(history.at(events) == fold_from_scratch(*log, events));
        const std::size_t before = events - (events > 0);
        REQUIRE(history.at(before) == fold_from_scratch(*log, before));
    }
}

TEST_CASE("a history whose snapshots had to be thinned out still tells the truth") {
    Log log;
    for (std::int64_t i = 0; i < 300'000; ++i) log.append({.kind = Kind::clock, .value = i});
    History history(log);
    CHECK(history.at(log.size()).now == 299'999);
    for (std::size_t events : {1u, 1023u, 1024u, 1025u, 131'071u, 131'072u, 262'144u, 299'999u})
        CHECK(history.at(events).now == static_cast<Micros>(events) - 1);
}

TEST_CASE("a history follows a log that grows, and clamps what lies beyond its end") {
    Log log;
    History history(log);
    CHECK(history.at(5).events == 0);
    log.append({.kind = Kind::clock, .value = 7});
    CHECK(history.at(5).events == 1);
    log.append({.kind = Kind::clock, .value = 9});
    CHECK(history.at(5).now == 9);
    CHECK(history.at(1).now == 7);
}

TEST_CASE("a history can be asked while another thread still writes the log") {
    constexpr std::size_t size = 200'000;
    Log log;
    History history(log);
    std::thread writer([&] {
        for (std::size_t i = 0; i < size; ++i) log.append({.kind = Kind::clock, .value = static_cast<Micros>(i)});
    });
    bool right = true;
    std::mt19937 random(3);
    for (std::size_t seen = 0; seen < size;) {
        seen = history.at(size).events;
        const State& state = history.at(random() % (seen + 1));
        right = right && state.now == std::max<Micros>(static_cast<Micros>(state.events) - 1, 0);
    }
    writer.join();
    CHECK(right);
    CHECK(history.at(size).now == static_cast<Micros>(size) - 1);
}
