#pragma once
#include <iosfwd>
#include <string>

#include "log.hpp"

/// Log files: TRACE.md's format, one JSON object a line, with the bytes that recorder.py writes.
namespace asyncio::trace {

/// One event as one line, without the line's end. Text that is not UTF-8 has U+FFFD where it is broken.
std::string to_json(const Log& log, const Event& event);

/// The same, at the end of `line`.
void append_json(std::string& line, const Log& log, const Event& event);

/// `text` as a JSON string, with its quotes, at the end of `out`.
void append_quoted(std::string& out, std::string_view text);

/// All events, each in a line.
void write_jsonl(const Log& log, std::ostream& out);

}  // namespace asyncio::trace
