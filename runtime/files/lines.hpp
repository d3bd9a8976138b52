#pragma once
#include <iterator>
#include <optional>

#include "file.hpp"

namespace asyncio::files {

/// The lines of a file from where it stands, each of them read when it is asked for:
///
///     auto lines = file.lines();
///     for (auto it = co_await lines.begin(); it != lines.end(); co_await ++it) print("{}", *it);
///     while (auto line = co_await lines.next()) print("{}", *line);     // the same
///
/// Python: `async for line in file`. Each line is a job, readline, and so is the end.
class Lines {
public:
    explicit Lines(File file) : file_(std::move(file)) {}

    class Iterator {
    public:
        explicit Iterator(File file) : file_(std::move(file)) {}
        const std::string& operator*() const { return line_; }
        const std::string* operator->() const { return &line_; }
        /// Goes to the next line; to be awaited before the iterator is used again.
        Coroutine<> operator++();
        friend bool operator==(const Iterator& it, std::default_sentinel_t) { return it.line_.empty(); }

    private:
        File file_;
        std::string line_;
    };

    Coroutine<Iterator> begin() const;
    std::default_sentinel_t end() const { return {}; }
    /// The next line, or nothing at the end. Python: __anext__
    Coroutine<std::optional<std::string>> next() const;

private:
    File file_;
};

}  // namespace asyncio::files
