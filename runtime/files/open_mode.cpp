#include "open_mode.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>

#include "errors.hpp"

namespace asyncio::files {

OpenMode parse_mode(std::string_view mode) {
    const auto count = [mode](char c) { return std::count(mode.begin(), mode.end(), c); };
    for (char c : mode)
        if (std::string_view("rwaxbt+").find(c) == std::string_view::npos || count(c) > 1)
            throw ValueError(fmt::format("invalid mode: '{}'", mode));
    if (count('b') && count('t')) throw ValueError("can't have text and binary mode at once");
    const auto kinds = count('r') + count('w') + count('a') + count('x');
    if (kinds > 1) throw ValueError("must have exactly one of create/read/write/append mode");
    if (kinds == 0) throw ValueError("Must have exactly one of create/read/write/append mode and at most one plus");
    return {mode[mode.find_first_of("rwax")], count('+') > 0, count('b') > 0};
}

int OpenMode::flags() const {
    const int access = updating ? O_RDWR : kind == 'r' ? O_RDONLY : O_WRONLY;
    switch (kind) {
    case 'w': return access | O_CLOEXEC | O_CREAT | O_TRUNC;
    case 'a': return access | O_CLOEXEC | O_CREAT | O_APPEND;
    case 'x': return access | O_CLOEXEC | O_CREAT | O_EXCL;
    default: return access | O_CLOEXEC;
    }
}

std::string OpenMode::raw_mode() const {
    const char shown = kind == 'w' && updating ? 'r' : kind;
    return std::string(1, shown) + (updating ? "b+" : "b");
}

}  // namespace asyncio::files
