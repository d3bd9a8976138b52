#include "percent.hpp"

#include "ascii.hpp"

namespace asyncio::http {
namespace {

bool stays(char c, std::string_view safe) {
    return is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos || safe.find(c) != safe.npos;
}

void append_quoted(std::string& out, char c) {
    constexpr char digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4], digits[byte & 15]};
}

/// The byte that text[at..] means if it is a %XX, else -1.
int quoted_byte(std::string_view text, std::size_t at) {
    if (text[at] != '%' || at + 2 >= text.size()) return -1;
    const int high = hex_value(text[at + 1]), low = hex_value(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::string quote_form(std::string_view text) {
    std::string out;
    for (char c : text)
        if (c == ' ') out += '+';
        else if (stays(c, "")) out += c;
        else append_quoted(out, c);
    return out;
}

}  // namespace

std::string quote(std::string_view text, std::string_view safe) {
    std::string out;
    for (char c : text)
        if (stays(c, safe)) out += c;
        else append_quoted(out, c);
    return out;
}

std::string requote(std::string_view text, std::string_view safe) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const int byte = quoted_byte(text, i); byte >= 0) {
            const char c = static_cast<char>(byte);
            if (stays(c, "")) out += c;
            else append_quoted(out, c);
            i += 2;
        } else if (stays(text[i], safe)) {
            out += text[i];
        } else {
            append_quoted(out, text[i]);
        }
    }
    return out;
}

std::string unquote(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const int byte = quoted_byte(text, i); byte >= 0) {
            out += static_cast<char>(byte);
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

MultiDict parse_query(std::string_view text) {
    MultiDict query;
    while (!text.empty()) {
        std::string_view value = take_until(text, '&');
        if (value.empty()) continue;
        const std::string_view name = take_until(value, '=');
        query.add(unquote(name, true), unquote(value, true));
    }
    return query;
}

std::string encode_query(const MultiDict& query) {
    std::string out;
    for (const auto& [name, value] : query) {
        if (!out.empty()) out += '&';
        out += quote_form(name) + '=' + quote_form(value);
    }
    return out;
}

}  // namespace asyncio::http
