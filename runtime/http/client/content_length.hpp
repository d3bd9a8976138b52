#pragma once
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "../ascii.hpp"

namespace asyncio::http {

/// The number that a Content-Length is: nothing but digits. None: it is something else, or more than 63 bits hold.
inline std::optional<std::int64_t> parse_content_length(std::string_view text) {
    std::int64_t length = 0;
    if (text.empty() || !std::ranges::all_of(text, is_digit)) return {};
    if (std::from_chars(text.data(), text.data() + text.size(), length).ec != std::errc()) return {};
    return length;
}

}  // namespace asyncio::http
