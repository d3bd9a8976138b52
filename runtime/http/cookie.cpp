#include "cookie.hpp"

#include <charconv>

#include "ascii.hpp"
#include "date.hpp"
#include "multidict.hpp"
#include "runtime/exceptions.hpp"

namespace asyncio::http {
namespace {

bool stays(char c) { return is_token(c) || c == ':' || c == '/' || c == '=' || c == '@' || c == '(' || c == ')' || c == '?'; }

bool is_octal(std::string_view text) {
    return text.size() >= 3 && text[0] >= '0' && text[0] <= '3' && text[1] >= '0' && text[1] <= '7' && text[2] >= '0' && text[2] <= '7';
}

std::string unquote_cookie(std::string_view value) {
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
    value = value.substr(1, value.size() - 2);
    std::string plain;
    while (!value.empty()) {
        std::size_t used = 1;
        char c = value[0];
        if (c == '\\' && is_octal(value.substr(1))) {
            c = static_cast<char>((value[1] - '0') * 64 + (value[2] - '0') * 8 + (value[3] - '0'));
            used = 4;
        } else if (c == '\\' && value.size() > 1) {
            c = value[1];
            used = 2;
        }
        plain += c;
        value.remove_prefix(used);
    }
    return plain;
}

void read_attribute(std::string_view name, std::string_view value, CookieOptions& options) {
    if (equal_ignoring_case(name, "path")) options.path = value.starts_with('/') ? value : "";
    else if (equal_ignoring_case(name, "domain")) options.domain = lowered(value.substr(value.starts_with('.') ? 1 : 0));
    else if (equal_ignoring_case(name, "secure")) options.secure = true;
    else if (equal_ignoring_case(name, "httponly")) options.httponly = true;
    else if (equal_ignoring_case(name, "samesite")) options.samesite = value;
    else if (equal_ignoring_case(name, "expires")) options.expires = parse_date(value);
    else if (long age = 0; equal_ignoring_case(name, "max-age"))
        if (const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), age);
            error == std::errc() && end == value.data() + value.size()) options.max_age = age;
}

}  // namespace

std::string quote_cookie(std::string_view value) {
    std::string quoted;
    bool plain = true;
    for (char c : value) {
        plain = plain && stays(c);
        if (c == '"' || c == '\\') {
            quoted += {'\\', c};
        } else if (c < ' ' || c == ',' || c == ';' || c == 127) {   // bytes above 127 are negative here
            const auto byte = static_cast<unsigned char>(c);
            quoted += {'\\', static_cast<char>('0' + byte / 64), static_cast<char>('0' + byte / 8 % 8), static_cast<char>('0' + byte % 8)};
        } else {
            quoted += c;
        }
    }
    return plain && !value.empty() ? quoted : '"' + quoted + '"';
}

Cookies parse_cookies(std::string_view header) {
    Cookies cookies;
    while (!header.empty()) {
        std::string_view value = take_until(header, ';');
        if (value.find('=') == value.npos) continue;
        const std::string_view name = trimmed(take_until(value, '='));
        if (is_token(name)) cookies.insert_or_assign(std::string(name), unquote_cookie(trimmed(value)));
    }
    return cookies;
}

std::optional<Cookie> parse_set_cookie(std::string_view header) {
    std::string_view value = take_until(header, ';');
    if (value.find('=') == value.npos) return {};
    const std::string_view name = trimmed(take_until(value, '='));
    if (!is_token(name)) return {};
    Cookie cookie{std::string(name), unquote_cookie(trimmed(value)), {.path = ""}};
    while (!header.empty()) {
        std::string_view attribute = take_until(header, ';');
        const std::string_view key = trimmed(take_until(attribute, '='));
        read_attribute(key, trimmed(attribute), cookie.options);
    }
    return cookie;
}

std::string format_set_cookie(const Cookie& cookie) {
    if (!is_token(cookie.name)) throw ValueError("Illegal key " + cookie.name);
    const CookieOptions& o = cookie.options;
    std::string text = cookie.name + "=" + quote_cookie(cookie.value);
    if (!o.domain.empty()) text += "; Domain=" + o.domain;
    if (o.expires) text += "; expires=" + format_date(*o.expires);
    if (o.httponly) text += "; HttpOnly";
    if (o.max_age) text += "; Max-Age=" + std::to_string(*o.max_age);
    if (!o.path.empty()) text += "; Path=" + o.path;
    if (!o.samesite.empty()) text += "; SameSite=" + o.samesite;
    if (o.secure) text += "; Secure";
    return text;
}

}  // namespace asyncio::http
