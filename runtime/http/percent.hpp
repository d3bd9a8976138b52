#pragma once
#include <string>
#include <string_view>

#include "multidict.hpp"

/// Percent-encoding: how a URL carries bytes that mean something else in it.
namespace asyncio::http {

/// What may stand as it is in the parts of a URL, beside letters, digits and -._~
inline constexpr std::string_view path_safe = "/@:!$&'()*+,;=", query_safe = "/?@:!$'()*,;&=+";

/// The text with all bytes but letters, digits, -._~ and those in `safe` as %XX. Python: urllib.parse.quote
std::string quote(std::string_view text, std::string_view safe = "/");
/// The same for what may be quoted already: %XX stays what it is. Python: yarl's requoting
std::string requote(std::string_view text, std::string_view safe);
/// The bytes that a quoted text means; what is no %XX stays as it is. Python: urllib.parse.unquote
std::string unquote(std::string_view text, bool plus_is_space = false);

/// "a=1&b=x+y" and back. Python: urllib.parse.parse_qsl(keep_blank_values=True), urlencode
MultiDict parse_query(std::string_view text);
std::string encode_query(const MultiDict& query);

}  // namespace asyncio::http
