#include <cmath>

#include "tests/exporting.hpp"

using namespace exporting;

namespace {

using Nanos = std::int64_t;
Nanos nanos(const json& micros) { return std::llround(micros.get<double>() * 1000); }

struct Slice {
    Nanos from, to;
};

/// Slices of one thread: any two lie in each other or apart.
std::string overlap(std::vector<Slice> slices) {
    std::sort(slices.begin(), slices.end(),
              [](auto& a, auto& b) { return a.from != b.from ? a.from < b.from : a.to > b.to; });
    std::vector<Slice> open;
    for (const Slice& slice : slices) {
        while (!open.empty() && open.back().to <= slice.from) open.pop_back();
        if (!open.empty() && slice.to > open.back().to) return "overlap at " + std::to_string(slice.from) + " ns";
        open.push_back(slice);
    }
    return "";
}

}  // namespace

/// What a viewer could stumble over in a Chrome trace; "" if nothing.
std::string exporting::fault(const json& trace) {
    std::map<int, std::vector<Slice>> slices;
    std::map<std::string, std::vector<std::pair<std::string, Nanos>>> waits;  // open ones, by category and id
    std::map<std::int64_t, std::string> arrows;
    std::set<int> named;
    std::vector<std::pair<int, Nanos>> arrow_ends;
    for (const json& record : trace["traceEvents"]) {
        const std::string phase = record["ph"];
        if (record["pid"] != 1) return "another process";
        if (phase == "M") {
            if (record["name"] == "thread_name") named.insert(record["tid"].get<int>());
            continue;
        }
        const Nanos at = nanos(record["ts"]);
        if (at < 0) return "negative time";
        if (phase == "X") {
            if (nanos(record["dur"]) < 0) return "negative duration";
            slices[record["tid"]].push_back({at, at + nanos(record["dur"])});
        } else if (phase == "b" || phase == "e") {
            auto& open = waits[record["cat"].get<std::string>() + record["id"].get<std::string>()];
            if (phase == "b") {
                if (!open.empty() && at < open.back().second) return "a wait begins before the one that it lies in";
                open.emplace_back(record["name"], at);
            } else {
                if (open.empty() || open.back().first != record["name"].get<std::string>())
                    return "a wait ends that is not the innermost";
                if (at < open.back().second) return "a wait ends before it begins";
                open.pop_back();
            }
        } else if (phase == "s" || phase == "t" || phase == "f") {
            arrows[record["id"]] += phase;
            arrow_ends.emplace_back(record["tid"], at);
        } else if (phase != "i" && phase != "C") {
            return "unknown phase " + phase;
        }
    }
    for (const auto& [id, open] : waits)
        if (!open.empty()) return "a wait never ends: " + id;
    for (const auto& [id, phases] : arrows)
        if (phases != "sf" && phases != "stf") return "an arrow is " + phases;
    for (const auto& [thread, of_thread] : slices) {
        if (!named.count(thread)) return "a thread has no name";
        if (const auto found = overlap(of_thread); !found.empty()) return found;
    }
    for (const auto& [thread, at] : arrow_ends) {
        const auto& all = slices[thread];
        if (std::none_of(all.begin(), all.end(), [at = at](const Slice& s) { return s.from <= at && at <= s.to; }))
            return "an arrow meets no slice";
    }
    return "";
}

TEST_CASE("A Chrome trace has no overlapping slices, no open waits and no loose arrows, whatever the program") {
    for_every_golden_trace([](const Log& log) {
        CHECK(fault(json::parse(exported(log, "chrome", titled("golden")))) == "");
    });
}

TEST_CASE("A Chrome trace tells what ran, what waited and what woke it") {
    Log log;
    read(R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"push","h":"H1","cb":"task.step","task":"Task-1"}
{"ev":"loop_begin","until":"Task-1"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H1"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"out","text":"hello","by":"Task-1"}
{"ev":"timer_arm","h":"H2","when":1000,"cb":"sleep.wake","fut":"Future-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"sleep"}
{"ev":"iter_end","i":1}
{"ev":"iter_begin","i":2,"t":0}
{"ev":"poll","timeout":1000}
{"ev":"clock","t":1000}
{"ev":"timer_fire","h":"H2"}
{"ev":"push","h":"H2","cb":"sleep.wake","fut":"Future-1"}
{"ev":"run","h":"H2"}
{"ev":"iter_end","i":2}
)", log);
    const json trace = json::parse(exported(log, "chrome", titled("sleep")));
    std::string slices, waits;
    int arrows = 0;
    for (const json& record : trace["traceEvents"]) {
        const std::string phase = record["ph"], name = record.value("name", "");
        if (phase == "X") slices += name + "\n";
        if (phase == "b") waits += name + "\n";
        if (phase == "f") ++arrows;
        if (phase == "i") CHECK(name == "hello");
    }
    CHECK(slices ==
          "poll, timeout 0.000 s\nTask-1 main()\ntask.step Task-1\nturn 1\nwaits 0.001 s\npoll, timeout 0.001 s\n"
          "sleep.wake Future-1\nturn 2\nrun until Task-1\n");
    CHECK(waits == "timer sleep.wake\nTask-1 main()\nready\nrunning\nsleeping\n");
    CHECK(arrows == 1);  // from arming H2 to its run; nothing was there to draw H1's arrow from
    CHECK(fault(trace) == "");
}

TEST_CASE("The checker of Chrome traces finds what it looks for") {
    const auto slice = [](double from, double to) {
        return json{{"ph", "X"}, {"pid", 1}, {"tid", 1}, {"name", "x"}, {"ts", from}, {"dur", to - from}};
    };
    const json name{{"ph", "M"}, {"pid", 1}, {"tid", 1}, {"name", "thread_name"}};
    CHECK(fault({{"traceEvents", {name, slice(0, 2), slice(1, 2), slice(2, 3)}}}) == "");
    CHECK(fault({{"traceEvents", {name, slice(0, 2), slice(1, 3)}}}) == "overlap at 1000 ns");
    CHECK(fault({{"traceEvents", {slice(0, 2)}}}) == "a thread has no name");
}
