#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <unistd.h>

#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"
#include "tests/catch.hpp"
#include "tests/conformance/compare.hpp"
#include "tests/conformance/cpython.hpp"

// Each test case goes through all lessons: a new one is held to the same without a test of its own.
using namespace asyncio;
using conformance::difference;
using conformance::facts;
using conformance::Lines;
using lessons::Lesson;
using lessons::Settings;
using lessons::WhatIf;

namespace {

/// Runs the lesson's C++ program to its end under the virtual clock.
Lines run_lesson(const Lesson& lesson, const Settings& settings = {}, std::string* output = nullptr) {
    trace::Log log;
    Program program(Clock::virtual_time, &log);
    program.set_output([&](std::string_view line) { if (output) output->append(line) += '\n'; });
    program.run([&] {
        lessons::use(settings);
        lesson.program();
    });
    return facts(log);
}

Lines golden(const Lesson& lesson) {
    trace::Log log;
    const auto result = trace::read_file(CONFORMANCE "/lessons/" + std::string(lesson.name) + ".jsonl", log);
    REQUIRE(result.problem.empty());
    return facts(log);
}

std::string python_value(const WhatIf& what_if, double value, const std::string& written) {
    if (what_if.type == WhatIf::Type::flag) return value != 0 ? "True" : "False";
    const bool whole = written.find('.') == std::string::npos;
    std::ostringstream text;
    text << value;
    return whole || text.str().find('.') != std::string::npos ? text.str() : text.str() + ".0";
}

/// The Python twin with its global variables set to `settings`.
std::string python_twin(const Lesson& lesson, const Settings& settings) {
    std::string code(lessons::sources(lesson).python);
    for (const WhatIf* what_if : lesson.what_ifs) {
        const auto set = settings.find(what_if->name);
        if (set == settings.end()) continue;
        std::smatch line;
        REQUIRE(std::regex_search(code, line, std::regex("\n" + std::string(what_if->name) + " = (\\S+)")));
        const std::string value = "\n" + std::string(what_if->name) + " = " + python_value(*what_if, set->second, line[1]);
        code = std::string(line.prefix()) + value + std::string(line.suffix());
    }
    return code;
}

/// What CPython makes of the Python twin with these settings.
Lines record_twin(const Lesson& lesson, const Settings& settings) {
    const auto file = std::filesystem::temp_directory_path() / (std::to_string(getpid()) + "-" + lesson.name + ".py");
    std::ofstream(file) << python_twin(lesson, settings);
    Lines lines = facts(*conformance::record(file));
    std::filesystem::remove(file);
    return lines;
}

/// Every number at its least and its most, and every combination of the flags.
std::vector<Settings> settings_to_try(const Lesson& lesson) {
    std::vector<Settings> tries{{}};
    for (const WhatIf* flag : lesson.what_ifs)
        if (flag->type == WhatIf::Type::flag)
            for (std::size_t i = 0, n = tries.size(); i < n; ++i) {
                tries.push_back(tries[i]);
                tries.back()[flag->name] = 1 - flag->value;
            }
    for (const WhatIf* number : lesson.what_ifs)
        if (number->type == WhatIf::Type::number) {
            tries.push_back({{number->name, number->least}});
            tries.push_back({{number->name, number->most}});
        }
    return tries;
}

std::string shown(const Lesson& lesson, const Settings& settings) {
    std::string text = lesson.name;
    for (const auto& [name, value] : settings) text += " " + name + "=" + std::to_string(value);
    return text;
}

}  // namespace

TEST_CASE("every lesson does what its Python twin did on CPython, event by event") {
    for (const Lesson& lesson : lessons::all()) {
        INFO(lesson.name);
        CHECK(difference(golden(lesson), run_lesson(lesson)) == "");
    }
}

TEST_CASE("every lesson runs to its end at every setting, as its Python twin does on CPython") {
    if (conformance::cpython().empty()) WARN(conformance::no_cpython);
    for (const Lesson& lesson : lessons::all())
        for (const Settings& settings : settings_to_try(lesson)) {
            INFO(shown(lesson, settings));
            const Lines here = run_lesson(lesson, settings);
            CHECK(here.back() == R"({"ev":"end"})");
            if (!conformance::cpython().empty()) CHECK(difference(record_twin(lesson, settings), here) == "");
        }
}

TEST_CASE("the recorded traces are what CPython does now") {
    if (conformance::cpython().empty()) WARN(conformance::no_cpython);
    else
        for (const Lesson& lesson : lessons::all()) {
            INFO(lesson.name);
            CHECK(difference(golden(lesson), record_twin(lesson, {})) == "");
        }
}

TEST_CASE("the recorded traces hold the invariants of TRACE.md") {
    CHECK(conformance::output_of("python3 '" CONFORMANCE "/check_trace.py' '" CONFORMANCE "/lessons/'*.jsonl") ==
          std::to_string(lessons::all().size()) + " traces checked, 0 bad\n");
}

TEST_CASE("every what-if changes what happens") {
    for (const Lesson& lesson : lessons::all()) {
        CHECK(lesson.what_ifs.size() >= 2);
        const Lines usual = run_lesson(lesson);
        for (const WhatIf* what_if : lesson.what_ifs) {
            INFO(lesson.name << " " << what_if->name);
            CHECK((what_if->least <= what_if->value && what_if->value <= what_if->most));
            for (double other : {what_if->least, what_if->most})
                if (other != what_if->value) CHECK(run_lesson(lesson, {{what_if->name, other}}) != usual);
        }
    }
}

TEST_CASE("every lesson prints what its text speaks of") {
    std::string output;
    for (const Lesson& lesson : lessons::all()) {
        output += std::string("== ") + lesson.name + "\n";
        run_lesson(lesson, {}, &output);
    }
    CHECK(output == R"(== blocking
page 1: request sent
page 1: response
page 2: request sent
page 2: response
page 3: request sent
page 3: response
blocking: 3.0 s
page 1: request sent
page 2: request sent
page 3: request sent
page 1: response
page 2: response
page 3: response
async: 1.0 s
== coroutine
greet was called
hello A
goodbye A
greet returned 42
RuntimeError: cannot reuse already awaited coroutine
main ends
== await
main: awaits middle
middle: awaits inner
inner: begins
bystander: somebody gave way
inner: returns 20
middle: got 20, returns 21
main: got 21
== tasks
two tasks, none has started
A starts
B starts
A is ready
A is done, B is pending
1. result of A
2. result of A
B cleans up
B was cancelled
== sleep
left 1
right 1
left 2
right 2
A wakes
B wakes
both naps: 1.0 s
== gather
A: request sent
B: request sent
B: response
A: response
200 + 100: total 300
== as_completed
A: request sent
B: request sent
C: request sent
page B is here
page C is here
page A is here
main ends
== to_thread
heartbeat 1
file 1: reading
file 2: reading
heartbeat 2
heartbeat 3
heartbeat 4
file 1: has been read
file 2: has been read
all files have been read
)");
}

TEST_CASE("where a task waits the lesson's own source has a co_await, and where it begins a coroutine; else it is nowhere") {
    for (const Lesson& lesson : lessons::all()) {
        std::vector<std::string> source{""};
        std::istringstream text{std::string(lessons::sources(lesson).cpp)};
        for (std::string line; std::getline(text, line);) source.push_back(line);
        trace::Log log;
        Program program(Clock::virtual_time, &log);
        program.set_output([](std::string_view) {});
        program.set_error_output([](std::string_view) {});
        program.run([&] {
            lessons::use({});
            lesson.program();
        });
        for (std::size_t i = 0; i < log.size(); ++i) {
            const trace::Event event = log[i];
            const bool waits = event.kind == trace::Kind::suspend, begins = event.kind == trace::Kind::task_new;
            if ((!waits && !begins) || event.value == 0) continue;
            const auto line = static_cast<std::size_t>(event.value);
            INFO(lesson.name << ".cpp:" << line);
            REQUIRE(line < source.size());
            CHECK(source[line].find(waits ? "co_await" : "Coroutine<") != std::string::npos);
        }
    }
}

TEST_CASE("what the learner has set reaches the program, its tasks and its threads, and the next run no more") {
    static const WhatIf delay{"delay", 1.5, 0.0, 5.0}, flag{"flag", false};
    static std::vector<double> seen;
    struct Look {
        static void now() { seen.insert(seen.end(), {delay, flag ? 1.0 : 0.0}); }
        static Coroutine<> task() { now(); co_return; }
        static Coroutine<> all() {
            now();
            co_await create_task(task());
            co_await to_thread(now);
        }
    };
    for (const Clock clock : {Clock::virtual_time, Clock::real_time})
        for (const Settings& settings : {Settings{{"delay", 0.5}, {"flag", 1}}, Settings{{"flag", 1}}, Settings{}})
            Program(clock).run([&] {
                lessons::use(settings);
                Look::now();
                asyncio::run(Look::all());
            });
    std::vector<double> expected;
    for (int clock = 0; clock < 2; ++clock)
        for (const auto& [delay, flag] : {std::pair(0.5, 1.0), {1.5, 1.0}, {1.5, 0.0}})
            for (int place = 0; place < 4; ++place) expected.insert(expected.end(), {delay, flag});
    CHECK(seen == expected);
}

TEST_CASE("lessons are found by their names, in the order in which they are taught") {
    std::string names;
    for (const Lesson& lesson : lessons::all()) {
        names += std::string(lesson.name) + " ";
        CHECK(lessons::find(lesson.name) == &lesson);
        CHECK(lessons::sources(lesson).cpp.find("namespace lessons::" + std::string(lesson.name) + "_lesson {") != std::string_view::npos);
    }
    CHECK(names == "blocking coroutine await tasks sleep gather as_completed to_thread ");
    CHECK(lessons::find("gathe") == nullptr);
}
