#include "trace_file.hpp"

#include <utility>

#include "jsonl.hpp"

namespace asyncio::trace {

void TraceFile::appended(const Log& log, std::size_t index) {
    if (!sink_) return;
    line_.clear();
    append_json(line_, log, log[index]);
    line_ += '\n';
    try {
        sink_->write_through(line_);
    } catch (const FileError& error) {
        error_ = error;
        sink_.reset();
    }
}

void TraceFile::finish() {
    if (error_) throw FileError(*error_);
    const auto sink = std::exchange(sink_, nullptr);
    if (sink) sink->commit();
}

}  // namespace asyncio::trace
