#pragma once
#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "runtime/trace/jsonl.hpp"
#include "runtime/trace/reader.hpp"

/// Recordings for tests: those of CPython in tests/conformance/golden, and short ones written in place.
namespace golden {

using asyncio::trace::Log;

struct Trace {
    std::string name;  ///< "gather-01-result-order"
    std::unique_ptr<Log> log;
};

/// A recording written in place, in TRACE.md's format.
inline std::unique_ptr<Log> recording(const std::string& lines) {
    auto log = std::make_unique<Log>();
    std::istringstream in(lines);
    const auto result = asyncio::trace::read_jsonl(in, *log);
    if (!result.problem.empty()) throw std::invalid_argument(result.problem);
    return log;
}

/// The lines that recording() takes.
inline std::string lines(const Log& log) {
    std::ostringstream out;
    asyncio::trace::write_jsonl(log, out);
    return out.str();
}

/// All of CPython's, by name.
inline const std::vector<Trace>& all() {
    static const std::vector<Trace> traces = [] {
        std::vector<Trace> found;
        for (const auto& file : std::filesystem::directory_iterator(CONFORMANCE "/golden")) {
            if (file.path().extension() != ".jsonl") continue;
            found.push_back({file.path().stem().string(), std::make_unique<Log>()});
            const auto result = asyncio::trace::read_file(file.path(), *found.back().log);
            if (!result.problem.empty()) throw std::invalid_argument(result.problem);
        }
        std::sort(found.begin(), found.end(), [](const Trace& a, const Trace& b) { return a.name < b.name; });
        return found;
    }();
    return traces;
}

inline const Log& trace(const std::string& name) {
    for (const Trace& one : all())
        if (one.name == name) return *one.log;
    throw std::invalid_argument("there is no golden trace " + name);
}

}  // namespace golden
