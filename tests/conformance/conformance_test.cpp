#include <fstream>
#include <set>
#include <sstream>

#include "compare.hpp"
#include "cpython.hpp"
#include "run_twin.hpp"
#include "tests/catch.hpp"

// The product's claim, program by program: the runtime does what CPython does, handle by handle.
namespace {

using namespace conformance;
namespace fs = std::filesystem;
using asyncio::trace::Log;

const fs::path folder = CONFORMANCE;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string jsonl(const Log& log) {
    std::ostringstream lines;
    asyncio::trace::write_jsonl(log, lines);
    return lines.str();
}

/// What CPython printed, and the events it made.
std::string golden_out(const std::string& name) { return read(folder / "golden" / (name + ".out")); }
Lines golden(const std::string& name) {
    Log log;
    const auto result = asyncio::trace::read_file(folder / "golden" / (name + ".jsonl"), log);
    REQUIRE(result.problem.empty());
    return facts(log);
}

/// Programs whose events depend on the machine (levels.txt says to what depth they may be compared elsewhere).
bool depends_on_machine(const std::string& name, const std::string& level = {}) {
    std::istringstream lines(read(folder / "levels.txt"));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string prefix, said;
        words >> prefix >> said;
        if (prefix != "#" && name.starts_with(prefix)) return level.empty() || said == level;
    }
    return false;
}

/// A folder of its own for one test's files.
class Scratch {
public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "conformance-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("cannot make a folder for the test's files");
        path = name;
    }
    ~Scratch() { fs::remove_all(path); }
    fs::path path;
};

/// The names of all programs, in order.
std::set<std::string> programs() {
    std::set<std::string> names;
    for (const auto& file : fs::directory_iterator(folder / "programs")) names.insert(file.path().stem().string());
    return names;
}

/// The programs to record with the CPython at hand: every fifth, or all of them if the environment asks for it.
std::vector<std::string> programs_to_record() {
    const char* all = std::getenv("AWAITSCOPE_ALL");
    const int step = all && std::string(all) == "1" ? 1 : 5;
    std::vector<std::string> names;
    int n = 0;
    for (const std::string& name : programs())
        if (n++ % step == 0) names.push_back(name);
    return names;
}

}  // namespace

TEST_CASE("every twin prints the lines and makes the events that the program does on CPython") {
    for (const Twin& twin : twins()) {
        const Recording recording = run_twin(twin);
        INFO(twin.name);
        CHECK(recording.out == golden_out(twin.name));
        if (!depends_on_machine(twin.name, "out")) CHECK(difference(golden(twin.name), facts(*recording.log)) == "");
    }
}

TEST_CASE("a twin makes the same bytes each time it runs") {
    for (const Twin& twin : twins()) {
        const std::string first = jsonl(*run_twin(twin).log);
        INFO(twin.name);
        for (int i = 1; i < 20; ++i) REQUIRE(jsonl(*run_twin(twin).log) == first);
    }
}

TEST_CASE("the twins' traces hold the invariants of TRACE.md") {
    Scratch scratch;
    for (const Twin& twin : twins()) std::ofstream(scratch.path / twin.name) << jsonl(*run_twin(twin).log);
    CHECK(output_of("cd '" + scratch.path.string() + "' && python3 '" + (folder / "check_trace.py").string() + "' *") ==
          std::to_string(twins().size()) + " traces checked, 0 bad\n");
}

TEST_CASE("every program has its golden trace, and every twin its program") {
    for (const std::string& name : programs()) CHECK(fs::exists(folder / "golden" / (name + ".jsonl")));
    for (const Twin& twin : twins()) CHECK(programs().count(twin.name) == 1);
}

TEST_CASE("the golden traces are what CPython does now") {
    if (cpython().empty()) {
        WARN(no_cpython);
        return;
    }
    for (const std::string& name : programs_to_record()) {
        if (depends_on_machine(name)) continue;
        INFO(name);
        CHECK(difference(golden(name), facts(*record(folder / "programs" / (name + ".py")))) == "");
    }
}
