#pragma once
#include <filesystem>
#include <iosfwd>
#include <stdexcept>
#include <string>

#include "log.hpp"

namespace asyncio::trace {

/// Nothing of a recording can be used. what() is one line: what is wrong and what to do.
class ReadError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct ReadResult {
    std::size_t events = 0;   ///< how many were read
    std::string problem;      ///< "" or one line: where the reading stopped, why, what was kept
};

/// Appends the events of a recording (jsonl.hpp) to `log`, up to the first line that makes no sense.
/// Empty lines are skipped, and so are fields that TRACE.md does not know.
///
/// Throws: ReadError if there is not one event.
ReadResult read_jsonl(std::istream& in, Log& log);

/// The same for a file; messages begin with its path.
///
/// Throws: ReadError also if the file cannot be opened or is of another format (which one is said).
ReadResult read_file(const std::filesystem::path& path, Log& log);

/// A longer line is no event: reading stops there.
inline constexpr std::size_t longest_line = 64 << 20;

}  // namespace asyncio::trace
