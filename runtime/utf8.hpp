#pragma once
#include <cstddef>
#include <string_view>

namespace asyncio {

/// What stands at the beginning of some bytes that should be UTF-8.
struct Utf8 {
    char32_t character = 0;       ///< if valid
    std::size_t size = 0;         ///< of the character; of the bytes that Python's error names; 0: the text ends within it
    const char* problem = nullptr;///< as Python's decoder words it
    bool valid() const { return problem == nullptr && size > 0; }
};

/// The first character of `text`, which is not empty. `whole`: nothing comes after the text.
Utf8 next_utf8(std::string_view text, bool whole);

/// How many bytes of `text`, from its beginning, are valid UTF-8.
std::size_t valid_utf8(std::string_view text);

/// How many characters; what is no UTF-8 counts one for a byte.
std::size_t count_utf8(std::string_view text);

}  // namespace asyncio
