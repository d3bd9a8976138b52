#include <fstream>
#include <sstream>

#include "compare.hpp"
#include "cpython.hpp"
#include "operations.hpp"
#include "runtime/program.hpp"
#include "tests/catch.hpp"
#include "tests/seed.hpp"

// The product's claim for programs that nobody has thought of: what CPython does with them, the runtime does.
namespace {

using namespace conformance;
using asyncio::trace::Log;

/// The lines of a file, up to each line "---".
std::vector<std::string> traces_in(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<std::string> traces(1);
    for (std::string line; std::getline(file, line);) line == "---" ? traces.emplace_back() : traces.back() += line + "\n";
    traces.pop_back();
    return traces;
}

/// Without what depends on CPython's collector (who keeps a failed task, and until when), without the beginnings of jobs,
/// and those submitted in asyncio.run's last turns (which the recorder mutes), and without what comes after a deadlock.
Lines comparable(const Log& log) {
    Lines lines;
    bool last_turns = false;
    for (const std::string& line : facts(log)) {
        const auto is = [&line](const char* beginning) { return line.starts_with(std::string(R"({"ev":")") + beginning); };
        last_turns |= is("loop_end");
        if (is(R"(loop_error","message":"Task )") || is("warning") || is("job_begin") || (last_turns && is("job_submit"))) continue;
        lines.push_back(line);
        if (is("deadlock")) break;
    }
    return lines;
}

Lines cpython_does(const std::string& trace) {
    Log log;
    std::istringstream lines(trace);
    const auto result = asyncio::trace::read_jsonl(lines, log);
    REQUIRE(result.problem.empty());
    return comparable(log);
}

Lines runtime_does(const std::string& program) {
    Log log;
    const Body body = parse_operations(program);
    {
        asyncio::Program script(asyncio::Clock::virtual_time, &log);
        script.set_output([](std::string_view) {});
        script.set_error_output([](std::string_view) {});
        try {
            script.run([&] { run_program(body); });
        } catch (...) {
            // The last event tells.
        }
    }
    return comparable(log);
}

}  // namespace

TEST_CASE("random programs make the events that they make on CPython") {
    if (cpython().empty()) {
        WARN(no_cpython);
        return;
    }
    const auto folder = std::filesystem::temp_directory_path() / ("random-programs-" + std::to_string(getpid()));
    std::filesystem::create_directory(folder);
    output_of(cpython() + " '" CONFORMANCE "/random_programs.py' " + std::to_string(first_seed()) + " 400 '" +
              (folder / "programs").string() + "' '" + (folder / "traces").string() + "'");
    const std::vector<std::string> traces = traces_in(folder / "traces");
    REQUIRE(traces.size() == 400);
    std::ifstream programs(folder / "programs");
    for (const std::string& trace : traces) {
        std::string program;
        std::getline(programs, program);
        INFO(program);
        CHECK(difference(cpython_does(trace), runtime_does(program)) == "");
    }
    std::filesystem::remove_all(folder);
}
