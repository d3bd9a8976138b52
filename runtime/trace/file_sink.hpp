#pragma once
#include <filesystem>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace asyncio::trace {

/// The operating system refused a file. what() is one line: operation, path and reason.
class FileError : public std::runtime_error {
public:
    FileError(const char* operation, const std::filesystem::path& path, std::error_code code);

    const char* operation;        ///< "open", "write", "rename"
    std::filesystem::path path;
    std::error_code code;
};

/// A file that comes to be whole or not at all: it is written as PATH.part, which commit() renames.
/// What exists and is no regular file (a pipe, /dev/stdout) is written in place.
class FileSink {
public:
    /// Throws: FileError.
    explicit FileSink(std::filesystem::path path);
    ~FileSink();  ///< without commit() the partial file is removed
    FileSink(const FileSink&) = delete;

    /// Goes bad at the first error, of which commit() tells.
    std::ostream& stream();

    /// Appends to the file at once, past the stream's buffer.
    ///
    /// Throws: FileError, of the first error that the file met.
    void write_through(std::string_view text);

    /// The file is complete: puts it in its place.
    ///
    /// Throws: FileError, of the first error that the file met; the partial file goes with the sink.
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace asyncio::trace
