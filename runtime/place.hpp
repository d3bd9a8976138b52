#pragma once
#include <cstdint>

namespace asyncio {

/// A place in a program's source. As a default argument it is where the caller stands.
struct Place {
    const char* file = "";
    const char* function = "";
    std::uint32_t line = 0;      ///< 0: not known

    static constexpr Place current(const char* file = __builtin_FILE(), const char* function = __builtin_FUNCTION(),
                                   std::uint32_t line = __builtin_LINE()) {
        return {file, function, line};
    }
    explicit operator bool() const { return line != 0; }
};

}  // namespace asyncio
