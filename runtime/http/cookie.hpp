#pragma once
#include <ctime>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace asyncio::http {

/// What a server says of a cookie beside its value. Python: an http.cookies.Morsel's attributes
struct CookieOptions {
    std::string path = "/";
    std::string domain = {};                     ///< "": the host that sets it, and no other
    std::optional<long> max_age = {};            ///< seconds; 0 or less: forget it
    std::optional<std::time_t> expires = {};
    bool secure = false, httponly = false;
    std::string samesite = {};                   ///< "Strict", "Lax", "None"
};

struct Cookie {
    std::string name, value;
    CookieOptions options = {};
};

using Cookies = std::map<std::string, std::string, std::less<>>;

/// The cookies of a "Cookie:" header; what is none is passed over.
Cookies parse_cookies(std::string_view header);
/// A "Set-Cookie:" header, as browsers read it (RFC 6265). Nothing if it has no name. Its path is "" if it gives none.
std::optional<Cookie> parse_set_cookie(std::string_view header);
/// That header's text. Throws ValueError for a name that cannot be one.
std::string format_set_cookie(const Cookie& cookie);
/// A value as both headers carry it: in quotation marks, with `\ooo` for what they may not hold, if it must be.
std::string quote_cookie(std::string_view value);

}  // namespace asyncio::http
