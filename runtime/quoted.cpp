#include "quoted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "utf8.hpp"

namespace asyncio {
namespace {

struct Range { char32_t first, last; };

/// Categories C (but for unassigned characters) and Z, but for the space.
constexpr Range hidden[] = {
    {0x00, 0x1f}, {0x7f, 0xa0}, {0xad, 0xad}, {0x600, 0x605}, {0x61c, 0x61c}, {0x6dd, 0x6dd}, {0x70f, 0x70f},
    {0x890, 0x891}, {0x8e2, 0x8e2}, {0x1680, 0x1680}, {0x180e, 0x180e}, {0x2000, 0x200f}, {0x2028, 0x202f},
    {0x205f, 0x206f}, {0x3000, 0x3000}, {0xd800, 0xf8ff}, {0xfdd0, 0xfdef}, {0xfeff, 0xfeff}, {0xfff0, 0xfffb},
    {0xfffe, 0xffff}, {0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3},
    {0x1d173, 0x1d17a}, {0x1fffe, 0x1ffff}, {0x2fffe, 0x2ffff}, {0x323b0, 0xe00ff}, {0xe01f0, 0x10ffff},
};

std::string escaped(char32_t c) {
    switch (c) {
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
    }
    const auto number = static_cast<std::uint32_t>(c);
    if (c < 0x100) return fmt::format("\\x{:02x}", number);
    return c < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
}

char quote_for(std::string_view text) {
    return text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
}

}  // namespace

bool is_printable(char32_t c) {
    const auto* range = std::lower_bound(std::begin(hidden), std::end(hidden), c,
                                         [](const Range& r, char32_t character) { return r.last < character; });
    return range == std::end(hidden) || c < range->first;
}

std::string quoted_bytes(std::string_view bytes) {
    const char quote = quote_for(bytes);
    std::string result = std::string("b") + quote;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\' || c == quote) result.append(1, '\\').append(1, c);
        else if (byte < 0x80 && is_printable(byte)) result += c;
        else result += escaped(byte);
    }
    return result += quote;
}

std::string quoted(std::string_view text) {
    const char quote = quote_for(text);
    std::string result(1, quote);
    while (!text.empty()) {
        const Utf8 found = next_utf8(text, true);
        const char32_t c = found.valid() ? found.character : 0xdc00 + static_cast<unsigned char>(text[0]);
        const std::size_t size = found.valid() ? found.size : 1;
        if (c == '\\' || c == static_cast<char32_t>(quote)) result.append(1, '\\').append(1, static_cast<char>(c));
        else if (is_printable(c)) result += text.substr(0, size);
        else result += escaped(c);
        text.remove_prefix(size);
    }
    return result += quote;
}

}  // namespace asyncio
