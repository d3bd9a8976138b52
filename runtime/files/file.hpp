#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../coroutine.hpp"

namespace asyncio::files {

class Lines;
class OpenFile;

/// An open file: copies are the same file, and with the last of them it is closed.
///
/// Python: what aiofiles.open() gives. Every call that is awaited is a job of the loop's executor, under Python's
/// name of the call; calls on one file are done in the order in which they are made. Text is UTF-8 and is counted
/// in characters, binary data in bytes. They throw Python's exceptions: OSError by its kind, UnsupportedOperation,
/// UnicodeDecodeError, ValueError for a closed file.
class File {
public:
    File() = default;                                        ///< no file: only good for being assigned to
    explicit File(std::shared_ptr<OpenFile> file) : file_(std::move(file)) {}

    Coroutine<std::string> read(std::int64_t size = -1) const;      ///< fewer only at the end; negative: all
    Coroutine<std::string> read1(std::int64_t size = -1) const;     ///< binary: with one read of the system at most
    Coroutine<std::string> peek() const;                            ///< binary: what comes next, without taking it
    /// Reads into `buffer`, which need not outlive a cancelled await; returns how much. Binary files only.
    Coroutine<std::size_t> readinto(std::span<char> buffer) const;
    Coroutine<std::string> readline(std::int64_t limit = -1) const; ///< with its newline; "" at the end of the file
    Coroutine<std::vector<std::string>> readlines(std::int64_t hint = -1) const;
    /// The lines, one after the other: `for (auto it = co_await lines.begin(); it != lines.end(); co_await ++it)`.
    Lines lines() const;

    Coroutine<std::size_t> write(std::string data) const;           ///< returns how much that was: all of it
    template <std::same_as<std::string_view> View>
    Coroutine<std::size_t> write(View data) const { return write(std::string(data)); }
    Coroutine<> writelines(std::vector<std::string> lines) const;
    Coroutine<> flush() const;
    /// Moves to `offset` from the beginning (whence 0), from here (1) or from the end (2); returns the position.
    Coroutine<std::int64_t> seek(std::int64_t offset, int whence = 0) const;
    Coroutine<std::int64_t> tell() const;
    Coroutine<std::int64_t> truncate(std::optional<std::int64_t> size = {}) const;
    /// Writes what is left and frees the descriptor, which it does even if the writing fails. Idempotent.
    Coroutine<> close() const;

    Coroutine<bool> isatty() const;   ///< whether it is a terminal
    Coroutine<bool> seekable() const;
    Coroutine<bool> writable() const;
    bool readable() const;   ///< this and what follows asks no thread, so it is no job
    bool closed() const;
    int fileno() const;
    std::string name() const;     ///< the path as it was given
    std::string mode() const;     ///< as Python shows it: "r+", but "rb+" for a binary file
    /// As open() was told: "UTF-8", "strict" if it was not. Throws AttributeError for a binary file, as the next.
    std::string encoding() const;
    std::string errors() const;

    explicit operator bool() const { return file_ != nullptr; }
    friend bool operator==(const File&, const File&) = default;

protected:
    std::shared_ptr<OpenFile> file_;
};

}  // namespace asyncio::files
