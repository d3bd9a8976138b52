#include "etag.hpp"

#include <algorithm>

#include "ascii.hpp"
#include "runtime/exceptions.hpp"

namespace asyncio::http {
namespace {

/// RFC 9110: etagc
bool is_etag_char(char c) { return c == '!' || (c >= '#' && c <= '}') || static_cast<unsigned char>(c) >= 0x80; }

bool is_etag_value(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_etag_char); }

std::string_view without_blanks(std::string_view text) { return text.substr(std::min(text.find_first_not_of(" \t"), text.size())); }

}  // namespace

std::vector<ETag> parse_etags(std::string_view header) {
    if (trimmed(header) == "*") return {{"*"}};
    std::vector<ETag> tags;
    for (std::string_view rest = without_blanks(header); !rest.empty(); rest = without_blanks(rest)) {
        ETag tag;
        if ((tag.is_weak = rest.starts_with("W/"))) rest.remove_prefix(2);
        const auto end = rest.find('"', 1);
        if (!rest.starts_with('"') || end == rest.npos || !is_etag_value(rest.substr(1, end - 1))) break;
        tag.value = rest.substr(1, end - 1);
        rest = without_blanks(rest.substr(end + 1));
        if (!rest.empty() && rest.front() != ',') break;
        tags.push_back(std::move(tag));
        if (!rest.empty()) rest.remove_prefix(1);
    }
    return tags;
}

std::string format_etag(const ETag& etag) {
    if (etag.value == "*") return etag.value;
    if (!is_etag_value(etag.value)) throw ValueError("Value '" + etag.value + "' is not a valid etag. Maybe it contains '\"'?");
    return (etag.is_weak ? "W/\"" : "\"") + etag.value + '"';
}

}  // namespace asyncio::http
