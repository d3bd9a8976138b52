#pragma once
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/exceptions.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/http/content_type.hpp"
#include "runtime/http/cookie.hpp"
#include "runtime/http/date.hpp"
#include "runtime/http/etag.hpp"
#include "runtime/http/percent.hpp"
#include "runtime/http/server/path_pattern.hpp"

/// What HTTP's smaller parsers promise, whatever they are given.
namespace fuzz {

using namespace asyncio;
using namespace asyncio::http;

inline void always(bool promise) {
    if (!promise) std::abort();
}

inline void check_percent(std::string_view text) {
    always(unquote(quote(text)) == text);
    always(unquote(quote(text, path_safe)) == text);
    const std::string canonical = requote(text, path_safe);
    always(requote(canonical, path_safe) == canonical);
    always(unquote(canonical) == unquote(text));
    const MultiDict query = parse_query(text);
    always(parse_query(encode_query(query)) == query);
}

inline void check_cookies(std::string_view text) {
    for (const auto& [name, value] : parse_cookies(text)) always(parse_cookies(name + "=" + quote_cookie(value)) == Cookies{{name, value}});
    if (const auto cookie = parse_set_cookie(text)) {
        const auto again = parse_set_cookie(format_set_cookie({cookie->name, cookie->value}));
        always(again && again->name == cookie->name && again->value == cookie->value);
    }
    always(quote_cookie(text).find_first_of("\r\n;") == std::string::npos);
}

inline void check_headers(std::string_view text) {
    if (const auto date = parse_date(text)) always(parse_date(format_date(*date)) == date);
    std::string tags;
    const auto etags = parse_etags(text);
    for (const ETag& tag : etags) tags += (tags.empty() ? "" : ", ") + format_etag(tag);
    always(parse_etags(tags) == etags);
    const ContentType type = ContentType::parse(text);
    always(type.type.find('/') != std::string::npos && type.is_json() == ContentType::parse(type.type).is_json());
    always(!guess_type(text).empty() && guess_encoding(text).size() < 10);
}

/// The first line is a pattern (without regular expressions: those are the programmer's), the rest a path.
inline void check_pattern(std::string_view text) {
    std::string_view path = text;
    const std::string_view pattern = take_until(path, '\n');
    if (pattern.find(':') != pattern.npos) return;
    try {
        const PathPattern made(pattern);
        MultiDict found, again;
        if (!made.match(canonical_path(path), found) || pattern.find('}') != pattern.rfind('}')) return;
        always(made.match(made.path_for(found), again) && again == found);
    } catch (const ValueError&) {
    }
}

/// Each byte is something that is done to a multidict, and to a list that is known to be right.
inline void check_multidict(std::string_view text) {
    CIMultiDict dict;
    std::vector<std::pair<std::string, std::string>> list;
    for (std::size_t i = 0; i + 1 < text.size() && i < 200; i += 2) {
        const std::string name(1, static_cast<char>('a' + (text[i] & 3))), value(static_cast<unsigned char>(text[i + 1]) % 50, text[i + 1]);
        const auto same = [&](const auto& item) { return item.first == name; };
        if (text[i] & 16) {
            dict.add(name, value);
            list.emplace_back(name, value);
        } else if (text[i] & 32) {
            dict.set(std::string(1, static_cast<char>(name[0] - 32)), value);
            const auto first = std::ranges::find_if(list, same);
            if (first == list.end()) list.emplace_back(name, value);
            else first->second = value, list.erase(std::remove_if(first + 1, list.end(), same), list.end());
        } else {
            always(dict.remove(name) == std::erase_if(list, same));
        }
    }
    always(dict.size() == list.size());
    auto item = dict.begin();
    for (const auto& [name, value] : list) {
        always(equal_ignoring_case((*item).name, name) && (*item).value == value);
        ++item;
    }
}

inline void check_text(std::string_view text) {
    check_percent(text);
    check_cookies(text);
    check_headers(text);
    check_pattern(text);
    check_multidict(text);
}

}  // namespace fuzz
