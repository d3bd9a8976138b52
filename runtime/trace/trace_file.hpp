#pragma once
#include <optional>
#include <string>

#include "file_sink.hpp"
#include "log.hpp"

namespace asyncio::trace {

/// Writes a log file while the program runs: every event at once, as a line of PATH.part, so that the
/// events are there even if the program crashes. finish() renames it to PATH.
class TraceFile : public Observer {
public:
    /// Throws: FileError.
    explicit TraceFile(std::filesystem::path path) : sink_(std::make_unique<FileSink>(std::move(path))) {}

    /// After the first error nothing more is written; finish() tells of it. Never throws: the program
    /// that is observed goes on as if nobody looked.
    void appended(const Log& log, std::size_t index) override;

    /// The program has ended: puts the file in its place.
    ///
    /// Throws: FileError, of the first error that the file met; the partial file is gone then.
    void finish();

private:
    std::unique_ptr<FileSink> sink_;
    std::optional<FileError> error_;
    std::string line_;
};

}  // namespace asyncio::trace
