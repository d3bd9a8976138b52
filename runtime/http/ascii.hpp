#pragma once
#include <array>
#include <string>
#include <string_view>

/// HTTP's own letters: the C library's <cctype> goes by the user's locale.
namespace asyncio::http {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
constexpr int hex_value(char c) {
    return is_digit(c) ? c - '0' : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}
/// A set of bytes that is asked for often.
class ByteSet {
public:
    template <class Contains>
    constexpr explicit ByteSet(Contains contains) {
        for (int byte = 0; byte < 256; ++byte) has_[static_cast<std::size_t>(byte)] = contains(static_cast<char>(byte));
    }
    constexpr bool operator()(char c) const { return has_[static_cast<unsigned char>(c)]; }

private:
    std::array<bool, 256> has_{};
};
/// What a header's name, a method or a cookie's name is made of (RFC 9110: tchar).
inline constexpr ByteSet token_bytes([](char c) {
    return is_digit(c) || is_letter(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
});
constexpr bool is_token(char c) { return token_bytes(c); }
constexpr bool is_token(std::string_view text) {
    for (char c : text)
        if (!is_token(c)) return false;
    return !text.empty();
}

inline std::string lowered(std::string_view text) {
    std::string copy(text);
    for (char& c : copy) c = lower(c);
    return copy;
}
inline std::string uppered(std::string_view text) {
    std::string copy(text);
    for (char& c : copy) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return copy;
}
constexpr std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t";
    const auto first = text.find_first_not_of(blank);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}
/// Takes what stands before the first `separator` off the text's front, with the separator; all if there is none.
constexpr std::string_view take_until(std::string_view& text, char separator) {
    const auto at = text.find(separator);
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at == text.npos ? text.size() : at + 1);
    return taken;
}

}  // namespace asyncio::http
