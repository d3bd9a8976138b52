#include <fmt/format.h>

#include "catch.hpp"
#include "golden.hpp"
#include "visualizer/model/history.hpp"
#include "visualizer/model/spans.hpp"

using namespace awaitscope;

namespace {

constexpr const char* words[] = {"ready",  "running", "sleeping", "awaiting", "io_wait",
                                 "thread", "done",    "failed",   "cancelled"};

std::string describe(const Timeline& timeline) {
    std::string text;
    for (const Lane& lane : timeline.lanes) {
        text += lane.type == Lane::Type::task ? name(lane.task) : fmt::format("thread {}", lane.worker);
        for (const Span& span : lane.spans)
            text += fmt::format(" | {}{} {}-{} ({}-{})", words[static_cast<int>(span.state)],
                                span.on ? " " + name(span.on) : "", span.begin, span.end, span.from, span.to);
        text += lane.open ? " ...\n" : "\n";
    }
    for (const Turn& turn : timeline.turns)
        text += fmt::format("turn {}-{} ({}-{}), waited {}\n", turn.begin, turn.end, turn.from, turn.to, turn.waited);
    return text;
}

Timeline timeline_of(const Log& log) {
    Timeline timeline;
    extend(timeline, log);
    return timeline;
}

/// The state of the task after `events` events, as its lane has it.
const Span* span_at(const Lane& lane, std::size_t events) {
    for (const Span& span : lane.spans)
        if (span.begin < events && events <= span.end) return &span;
    return nullptr;
}

}  // namespace

TEST_CASE("the timeline shows what each task and thread did, and the loop's turns") {
    const auto log = golden::recording(R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"push","h":"H1","cb":"task.step","task":"Task-1"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H1"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"job_submit","job":"Job-1","fn":"work","by":"Task-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"executor"}
{"ev":"iter_end","i":1}
{"ev":"iter_begin","i":2,"t":0}
{"ev":"poll","timeout":"inf"}
{"ev":"job_begin","job":"Job-1","worker":0}
{"ev":"clock","t":500}
{"ev":"job_end","job":"Job-1","state":"result"}
{"ev":"push","h":"H2","cb":"executor.deliver","fut":"Future-1"}
{"ev":"run","h":"H2"}
{"ev":"future_done","fut":"Future-1","kind":"executor","state":"result"}
{"ev":"push","h":"H3","cb":"task.wakeup","task":"Task-1","fut":"Future-1"}
{"ev":"iter_end","i":2}
{"ev":"iter_begin","i":3,"t":500}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H3"}
{"ev":"step","task":"Task-1","how":"resume"}
{"ev":"task_new","task":"Task-2","coro":"late","by":"Task-1"}
{"ev":"push","h":"H4","cb":"task.step","task":"Task-2"}
{"ev":"task_done","task":"Task-1","state":"result"}
)");
    CHECK("\n" + describe(timeline_of(*log)) == R"(
Task-1 | ready 0-5 (0-0) | running 5-7 (0-0) | thread Future-1 7-17 (0-500) | ready Future-1 17-22 (500-500) | running 22-25 (500-500) | done 25-26 (500-500)
Task-2 | ready 23-26 (500-500) ...
thread 0 | thread Job-1 11-13 (0-500)
turn 2-8 (0-0), waited 0
turn 9-18 (0-500), waited 500
turn 19-26 (500-500), waited 0
)");
}

TEST_CASE("a timeline that grows event by event is the one made at once") {
    const Log& log = golden::trace("executor-03-small-pool");
    Log growing;
    Timeline timeline;
    std::istringstream lines(golden::lines(log));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream in(line);
        asyncio::trace::read_jsonl(in, growing);
        extend(timeline, growing);
    }
    REQUIRE(timeline.events == log.size());
    CHECK(describe(timeline) == describe(timeline_of(log)));
}

TEST_CASE("at every event of every recording the lanes show the states of the model, and the times its clock") {
    for (const auto& [trace, log] : golden::all()) {
        CAPTURE(trace);
        const Timeline timeline = timeline_of(*log);
        REQUIRE(timeline.times.size() == log->size() + 1);
        State state;
        for (std::size_t n = 1; n <= log->size(); ++n) {
            CAPTURE(n);
            fold(state, *log, (*log)[n - 1]);
            REQUIRE(timeline.times[n] == state.now);
            for (std::size_t i = 0; i < timeline.state.tasks.size(); ++i) {
                const Span* span = span_at(timeline.lanes[i], n);
                if (i >= state.tasks.size()) REQUIRE(span == nullptr);
                else if (state.tasks[i].over()) REQUIRE(bool(span) == (state.tasks[i].ended + 1 == n));
                else REQUIRE(span->state == state.tasks[i].state);
            }
        }
    }
}

TEST_CASE("the spans of a lane follow each other without gap or overlap") {
    for (const auto& [trace, log] : golden::all()) {
        CAPTURE(trace);
        for (const Lane& lane : timeline_of(*log).lanes) {
            std::size_t end = lane.spans.front().begin;
            for (const Span& span : lane.spans) {
                if (lane.type == Lane::Type::task) REQUIRE(span.begin == end);
                REQUIRE(span.begin >= end);
                REQUIRE(span.end > span.begin);
                end = span.end;
            }
            REQUIRE(end <= log->size());
        }
    }
}
