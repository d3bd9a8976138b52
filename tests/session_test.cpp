#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "runtime/trace/jsonl.hpp"
#include "runtime/trace/reader.hpp"
#include "session_lessons.hpp"
#include "visualizer/session/session.hpp"

using namespace awaitscope;
using namespace session_lessons;

namespace {

std::string lines(const Log& log) {
    std::ostringstream text;
    asyncio::trace::write_jsonl(log, text);
    return text.str();
}

std::string whole_run(const lessons::Lesson& lesson, const lessons::Settings& settings = {}) {
    Log log;
    REQUIRE(record(lesson, settings, false, log, false));
    return lines(log);
}

std::string output(Session& session) {
    std::string text;
    for (const OutputLine& line : session.state().output) text += fmt::format("{} {}\n", line.time, line.text);
    return text;
}

/// The events up to which the cursor stands after each call of `motion`, until it stands still.
template <class Motion>
std::vector<std::size_t> stops(Session& session, Motion motion) {
    std::vector<std::size_t> stops;
    for (std::size_t before = SIZE_MAX; before != session.cursor();) {
        before = session.cursor();
        motion();
        REQUIRE(session.settle());
        if (session.cursor() != before) stops.push_back(session.cursor());
    }
    return stops;
}

/// Where the events of `kind` are: the counts of events up to and with each of them.
std::vector<std::size_t> places(const Log& log, Kind kind) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < log.size(); ++i)
        if (log[i].kind == kind) places.push_back(i + 1);
    return places;
}

std::string golden(const char* name) { return std::string(CONFORMANCE "/golden/") + name + ".jsonl"; }

/// A file in the folder for temporary files, which goes when it is no longer needed.
struct TemporaryFile {
    TemporaryFile(const char* name, const std::string& text) : path(std::filesystem::temp_directory_path() / name) {
        std::ofstream(path) << text;
    }
    ~TemporaryFile() { std::filesystem::remove(path); }
    const std::filesystem::path path;
};

std::string content(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a lesson is held before its first event and takes one decision a step") {
    auto session = Session::live(two_sleepers);
    CHECK(session->title() == "two_sleepers");
    CHECK(session->lesson() == &two_sleepers);
    CHECK((session->recorded() == 0 && session->cursor() == 0 && !session->complete() && !session->waiting()));
    for (std::size_t n = 1; !session->complete(); ++n) {
        session->step();
        REQUIRE(session->settle());
        REQUIRE((session->cursor() == n && session->recorded() == n && session->state().events == n));
    }
    CHECK(lines(session->log()) == whole_run(two_sleepers));
    CHECK(session->problem().empty());
    CHECK(output(*session) == "0 A sleeps\n0 B sleeps\n1000000 B wakes up\n2000000 A wakes up\n");

    const std::size_t end = session->cursor();
    session->step();
    CHECK((session->settle() && session->cursor() == end && session->recorded() == end));
}

TEST_CASE("looking back does not disturb a held lesson") {
    auto session = Session::live(two_sleepers);
    session->seek(20);
    REQUIRE(session->settle());
    CHECK(session->recorded() == 20);
    session->step_back();
    session->step_back();
    CHECK((session->cursor() == 18 && session->state().events == 18 && session->recorded() == 20));
    session->to_start();
    session->step_back();
    CHECK((session->cursor() == 0 && session->recorded() == 20));
    session->seek(21);
    REQUIRE(session->settle());
    CHECK((session->cursor() == 21 && session->recorded() == 21));
    session->to_end();
    REQUIRE(session->settle());
    CHECK(lines(session->log()) == whole_run(two_sleepers));
    CHECK(session->cursor() == session->recorded());
}

TEST_CASE("searching runs the lesson on to what is searched for, and no further") {
    Log whole;
    record(two_sleepers, {}, false, whole, false);
    auto session = Session::live(two_sleepers);
    auto next_switch = [&] {
        session->next_task_switch();
        REQUIRE(session->settle());
        REQUIRE(session->cursor() == session->recorded());
    };
    auto expected = places(whole, Kind::step);
    CHECK(expected.size() == 6);
    expected.push_back(whole.size());  // there is no more: to the end
    CHECK(stops(*session, next_switch) == expected);

    expected.pop_back();
    expected.insert(expected.begin(), 0);
    CHECK(stops(*session, [&] { session->previous_task_switch(); }) == std::vector(expected.rbegin(), expected.rend()));

    auto turns = places(whole, Kind::iter_begin);
    turns.push_back(whole.size());
    CHECK(stops(*session, [&] { session->next_turn(); }) == turns);
    turns.pop_back();
    turns.insert(turns.begin(), 0);
    CHECK(stops(*session, [&] { session->previous_turn(); }) == std::vector(turns.rbegin(), turns.rend()));
}

TEST_CASE("any place of a lesson has the state and the timeline that its log makes") {
    auto session = Session::live(workers);
    for (std::size_t n : {30, 7, 1, 55, 54, 31}) {
        session->seek(n);
        REQUIRE(session->settle());
        History history(session->log());
        CHECK(session->cursor() == n);
        CHECK(session->state() == history.at(n));
        CHECK(session->state_at(n / 2) == history.at(n / 2));
        CHECK(session->state() == history.at(n));
        CHECK(session->timeline().events == session->recorded());
    }
}

TEST_CASE("a lesson with threads is held in any of them, and its log is the same") {
    auto session = Session::live(workers);
    const std::size_t events = stops(*session, [&] { session->step(); }).size();
    CHECK(session->complete());
    CHECK(events == session->recorded());
    CHECK(lines(session->log()) == whole_run(workers));
    CHECK(output(*session) == "1000000 the job of 1 s is done\n2000000 the job of 2 s is done\n2000000 3\n");
}

TEST_CASE("a lesson can be left at any event") {
    for (const lessons::Lesson* lesson : {&two_sleepers, &workers, &failing}) {
        Log whole;
        try {
            record(*lesson, {}, false, whole, false);
        } catch (const std::exception&) {}
        unwound = 0;
        for (std::size_t n = 0; n <= whole.size(); ++n) {
            auto session = Session::live(*lesson);
            session->seek(n);
            REQUIRE(session->settle());
            REQUIRE(session->recorded() == n);
        }
        if (lesson == &two_sleepers) CHECK(unwound > 0);
    }
}

TEST_CASE("what the learner sets, the run takes") {
    const lessons::Settings settings{{"delay", 0.5}, {"loud", 1}};
    auto session = Session::live(two_sleepers, settings), other = Session::live(two_sleepers);
    CHECK((session->settings() == settings && other->settings().empty()));
    session->to_end();
    other->to_end();
    REQUIRE((session->settle() && other->settle()));
    CHECK(output(*session) == "0 A sleeps\n0 B sleeps\n500000 A wakes up!\n1000000 B wakes up!\n");
    CHECK(output(*other) == "0 A sleeps\n0 B sleeps\n1000000 B wakes up\n2000000 A wakes up\n");
    CHECK(lines(session->log()) == whole_run(two_sleepers, settings));
}

TEST_CASE("playing moves on by time and speed, and stops at the end") {
    auto session = Session::live(two_sleepers);
    session->tick(10);
    CHECK(session->cursor() == 0);
    session->set_speed(8);
    session->set_playing(true);
    const auto play = [&](double seconds) {
        session->tick(seconds);
        REQUIRE(session->settle());
        return session->cursor();
    };
    CHECK(play(1) == 8);
    CHECK(play(0.0625) == 8);
    CHECK(play(0.0625) == 9);
    session->set_playing(false);
    CHECK(play(1) == 9);
    session->set_playing(true);
    CHECK(play(1000) == session->recorded());
    session->tick(0.001);
    CHECK((session->complete() && !session->playing()));
    session->set_playing(true);
    CHECK((session->playing() && session->cursor() == 0));
    CHECK(play(0.5) == 4);
}

TEST_CASE("a lesson that never ends is held after a million events, and can be stepped on") {
    auto session = Session::live(endless);
    session->to_end();
    REQUIRE(session->settle());
    CHECK((session->cursor() == Session::endless_limit && session->recorded() == Session::endless_limit));
    CHECK((!session->complete() && !session->waiting()));
    CHECK(session->problem() == "endless has not ended after 1000000 events and is held there. "
                                "Step on from here, or go to the end again for as many more.");
    CHECK(session->problem(Lang::zh).find("1000000 个事件仍未结束") != std::string::npos);
    session->step();
    REQUIRE(session->settle());
    CHECK(session->cursor() == Session::endless_limit + 1);
    CHECK(session->problem().empty());
}

TEST_CASE("a new motion takes the place of one that is still on its way") {
    auto session = Session::live(endless);
    session->to_end();
    session->seek(5);
    REQUIRE(session->settle());
    CHECK((session->cursor() == 5 && !session->waiting()));
    CHECK(session->recorded() < Session::endless_limit);
}

TEST_CASE("a lesson that fails tells of it at its end") {
    auto session = Session::live(failing);
    session->to_end();
    REQUIRE(session->settle());
    CHECK(session->complete());
    CHECK(session->state().end_exc == "ValueError");
    CHECK(session->problem() == "failing ended with ValueError: no such page. Step back to see where it comes from.");
    CHECK(session->problem(Lang::zh) == "failing 因 ValueError: no such page 而结束。可以后退查看它的来源。");
    session->step_back();
    CHECK(session->problem().empty());
}

TEST_CASE("a lesson that never gives way is told of, looked at and left behind") {
    spins = true;
    auto session = Session::live(spinning);
    session->next_task_switch();
    REQUIRE(session->settle());
    const std::size_t before = session->cursor();
    session->to_end();
    CHECK_FALSE(session->settle(0.02));
    CHECK(session->waiting());
    CHECK(session->problem() == fmt::format("spinning has blocked its loop since event {}: a step that never awaits lets "
                                            "nothing else run. Step back to look, or restart it.", before));
    CHECK_THAT(session->problem(Lang::zh), ContainsSubstring(fmt::format("spinning 从第 {} 个事件起", before)));
    session->step_back();
    CHECK((session->cursor() == before - 1 && session->state().events == before - 1));
    session->step();
    session->step();
    CHECK(session->cursor() == before);
    session.reset();
    spins = false;
}

TEST_CASE("a lesson that makes events without ever giving way is left behind, and makes no more") {
    spins = true;
    auto session = Session::live(hoarding);
    session->next_task_switch();
    REQUIRE(session->settle());   // on a busy machine it is still on its way, and a step would take its place
    session->step();
    REQUIRE(session->settle());
    CHECK(session->log()[session->cursor() - 1].kind == Kind::future_new);
    session.reset();
    spins = false;
}

TEST_CASE("two seconds without a word from a lesson are told of") {
    spins = true;
    auto session = Session::live(spinning);
    session->next_task_switch();
    REQUIRE(session->settle());
    session->step();
    session->tick(0.1);
    session->tick(1.8);
    CHECK((session->waiting() && session->problem().empty()));
    session->tick(0.2);
    CHECK_THAT(session->problem(), ContainsSubstring("has blocked its loop"));
    spins = false;
    REQUIRE(session->settle());
    CHECK(session->problem().empty());
    session->to_end();
    CHECK((session->settle() && session->complete()));
}

TEST_CASE("a recording is moved through like a lesson") {
    const auto session = Session::recording(golden("gather-01-result-order"));
    Log log;
    asyncio::trace::read_file(golden("gather-01-result-order"), log);
    CHECK(session->title() == "gather-01-result-order.jsonl");
    CHECK((session->lesson() == nullptr && session->settings().empty() && session->problem().empty()));
    CHECK((session->complete() && !session->waiting() && session->cursor() == 0 && session->recorded() == log.size()));
    auto expected = places(log, Kind::step);
    expected.push_back(log.size());
    CHECK(stops(*session, [&] { session->next_task_switch(); }) == expected);
    session->seek(log.size() + 5);
    CHECK(session->cursor() == log.size());
    session->set_playing(true);
    session->tick(2.5);
    CHECK((session->cursor() == 10 && session->playing()));
}

TEST_CASE("of a damaged recording the usable part is kept") {
    const std::string whole = content(golden("gather-01-result-order"));
    const TemporaryFile file("awaitscope-session-test.jsonl", whole.substr(0, whole.size() / 2));
    const auto session = Session::recording(file.path);
    CHECK(session->recorded() > 10);
    CHECK_THAT(session->problem(), ContainsSubstring(file.path.string()));
    session->to_end();
    CHECK(session->state().events == session->recorded());
}

TEST_CASE("a file without a usable event is refused") {
    const TemporaryFile file("awaitscope-session-test.jsonl", "Hello\n");
    CHECK_THROWS_AS(Session::recording(file.path), asyncio::trace::ReadError);
    CHECK_THROWS_AS(Session::recording("/nonexistent/x.jsonl"), asyncio::trace::ReadError);
}

TEST_CASE("a run of an endless lesson is stopped at the limit") {
    Log log;
    CHECK_FALSE(record(endless, {}, false, log, false, 1000));
    CHECK((log.size() >= 1000 && log.size() < 1020));
}

TEST_CASE("a run of a lesson that fails throws, and the log is complete") {
    Log log;
    CHECK_THROWS_WITH(record(failing, {}, false, log, false), "no such page");
    CHECK(log[log.size() - 1].kind == Kind::end);
}
