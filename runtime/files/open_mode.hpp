#pragma once
#include <string>
#include <string_view>

namespace asyncio::files {

/// What a mode such as "r+b" asks for. Python: the second argument of open()
struct OpenMode {
    char kind = 'r';         ///< 'r' read, 'w' truncate, 'a' append, 'x' create
    bool updating = false;   ///< '+'
    bool binary = false;

    bool reading() const { return kind == 'r' || updating; }
    bool writing() const { return kind != 'r' || updating; }
    int flags() const;               ///< for open(2)
    std::string raw_mode() const;    ///< FileIO.mode: "rb", "rb+", "xb"
};

/// Throws: ValueError, in Python's words, for a mode that open() refuses.
OpenMode parse_mode(std::string_view mode);

}  // namespace asyncio::files
