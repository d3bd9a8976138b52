#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <unistd.h>

#include "lessons/lesson.hpp"
#include "runtime/program.hpp"
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
Lines run_lesson(const Lesson& lesson, const Settings& settings = {}) {
    trace::Log log;
    Program program(Clock::virtual_time, &log);
    program.set_output([](std::string_view) {});
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
