#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "runtime/trace/reader.hpp"

/// Recording Python programs on the reference, CPython 3.11, with recorder.py.
namespace conformance {

/// What a shell command prints; throws std::runtime_error with it if the command fails.
inline std::string output_of(const std::string& command) {
    std::string output;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
    if (pclose(pipe) != 0) throw std::runtime_error(command + "\n" + output);
    return output;
}

/// The reference's command, or "" if this system has none.
inline const std::string& cpython() {
    static const std::string found = [] {
        for (const std::string& python : {"/usr/bin/python3", "python3.11"})
            if (std::system((python + " -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null").c_str()) == 0)
                return python;
        return std::string();
    }();
    return found;
}

/// Why there is nothing to compare with where cpython() is "".
inline constexpr const char* no_cpython = "no CPython 3.11 here: recorded traces were compared, nothing was recorded anew";

/// Runs `program` on the reference's loop; exceptions that leave the program belong to its trace.
inline std::unique_ptr<asyncio::trace::Log> record(const std::filesystem::path& program) {
    const auto trace = std::filesystem::temp_directory_path() / ("awaitscope-" + std::to_string(getpid()) + ".jsonl");
    const int status = std::system((cpython() + " '" CONFORMANCE "/recorder.py' '" + program.string() + "' --trace '" +
                                    trace.string() + "' > /dev/null 2>&1").c_str());
    if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) throw std::runtime_error("cannot record " + program.string());
    auto log = std::make_unique<asyncio::trace::Log>();
    const auto result = asyncio::trace::read_file(trace, *log);
    std::filesystem::remove(trace);
    if (!result.problem.empty()) throw std::runtime_error(result.problem);
    return log;
}

}  // namespace conformance
