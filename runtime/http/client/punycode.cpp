#include "punycode.hpp"

#include <algorithm>
#include <cstdint>

#include "runtime/exceptions.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/utf8.hpp"

namespace asyncio::http {
namespace {

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    while (!text.empty()) {
        const Utf8 next = next_utf8(text, true);
        if (!next.valid()) throw ValueError("a host's name is no UTF-8");
        characters += next.character;
        text.remove_prefix(next.size);
    }
    return characters;
}

std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool first) {
    delta = first ? delta / 700 : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    for (; delta > 455; k += 36) delta /= 35;
    return k + 36 * delta / (delta + 38);
}

char digit(std::uint32_t value) { return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26)); }

/// A number in digits whose worth depends on the bias.
void put_number(std::string& out, std::uint32_t number, std::uint32_t bias) {
    for (std::uint32_t k = 36;; k += 36) {
        const std::uint32_t threshold = k <= bias ? 1 : std::min(k - bias, std::uint32_t{26});
        if (number < threshold) break;
        out += digit(threshold + (number - threshold) % (36 - threshold));
        number = (number - threshold) / (36 - threshold);
    }
    out += digit(number);
}

/// One part of a name, between two dots. It has 63 characters at most: nothing overflows.
std::string encode(const std::u32string& label) {
    std::string out;
    for (const char32_t c : label)
        if (c < 128) out += static_cast<char>(c);
    const auto basic = static_cast<std::uint32_t>(out.size());
    if (basic > 0) out += '-';
    std::uint32_t n = 128, delta = 0, bias = 72, done = basic;
    while (done < label.size()) {
        std::uint32_t next = 0x110000;
        for (const char32_t c : label)
            if (c >= n) next = std::min(next, static_cast<std::uint32_t>(c));
        delta += (next - n) * (done + 1);
        n = next;
        for (const char32_t c : label) {
            if (c < n) ++delta;
            if (c != n) continue;
            put_number(out, delta, bias);
            bias = adapt(delta, done + 1, done == basic);
            delta = 0;
            ++done;
        }
        ++delta;
        ++n;
    }
    return "xn--" + out;
}

}  // namespace

std::string punycode(std::string_view host) {
    std::string name;
    const bool rooted = host.ends_with('.');
    for (bool first = true; first || !host.empty(); first = false) {
        const std::string_view label = take_until(host, '.');
        const bool plain = std::ranges::all_of(label, [](char c) { return static_cast<unsigned char>(c) < 128; });
        const std::u32string characters = characters_of(label);
        if (!plain && characters.size() > 63) throw ValueError("a part of a host's name is too long");
        name += (first ? "" : ".") + (plain ? std::string(label) : encode(characters));
    }
    return rooted ? name + "." : name;
}

}  // namespace asyncio::http
