#include "utf8.hpp"

#include <cstdint>
#include <cstring>

namespace asyncio {
namespace {

bool continues(unsigned char byte) { return (byte & 0xc0) == 0x80; }

/// How long the character is that begins with `first`; 0: none does.
std::size_t length_of(unsigned char first) {
    if (first < 0x80) return 1;
    if (first < 0xc2) return 0;
    if (first < 0xe0) return 2;
    if (first < 0xf0) return 3;
    return first < 0xf5 ? 4 : 0;
}

/// The second byte may not make the character longer than it need be, a surrogate, or larger than there are any.
bool second_fits(unsigned char first, unsigned char second) {
    if (!continues(second)) return false;
    switch (first) {
    case 0xe0: return second >= 0xa0;
    case 0xed: return second < 0xa0;
    case 0xf0: return second >= 0x90;
    case 0xf4: return second < 0x90;
    default: return true;
    }
}

/// How many of the bytes are ASCII, from the beginning: eight at a time.
std::size_t leading_ascii(std::string_view text) {
    std::size_t n = 0;
    for (std::uint64_t word; n + sizeof word <= text.size(); n += sizeof word) {
        std::memcpy(&word, text.data() + n, sizeof word);
        if (word & 0x8080808080808080u) break;
    }
    while (n < text.size() && static_cast<unsigned char>(text[n]) < 0x80) ++n;
    return n;
}

}  // namespace

Utf8 next_utf8(std::string_view text, bool whole) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = length_of(byte(0));
    if (length == 0) return {0, 1, "invalid start byte"};
    if (length == 1) return {byte(0), 1};
    char32_t character = byte(0) & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (i == text.size()) return whole ? Utf8{0, i, "unexpected end of data"} : Utf8{};
        if (!(i == 1 ? second_fits(byte(0), byte(1)) : continues(byte(i)))) return {0, i, "invalid continuation byte"};
        character = character << 6 | (byte(i) & 0x3fu);
    }
    return {character, length};
}

std::size_t valid_utf8(std::string_view text) {
    std::size_t n = 0;
    for (;;) {
        n += leading_ascii(text.substr(n));
        if (n == text.size()) return n;
        const Utf8 found = next_utf8(text.substr(n), true);
        if (!found.valid()) return n;
        n += found.size;
    }
}

std::size_t count_utf8(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t ascii = leading_ascii(text);
        count += ascii;
        text.remove_prefix(ascii);
        if (text.empty()) break;
        const Utf8 found = next_utf8(text, true);
        text.remove_prefix(found.valid() ? found.size : 1);
        ++count;
    }
    return count;
}

}  // namespace asyncio
