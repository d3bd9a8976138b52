#pragma once
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "../multidict.hpp"

namespace asyncio::http {

/// Where something is: "http://user@host:8080/a%20b?c=1#d". Never relative. Python: yarl.URL
///
/// What a URL may not hold as it is gets quoted; %XX that need not be is unquoted; "." and ".." in the path are gone;
/// scheme and host are in lower case, a name in other letters than ASCII's as punycode.
class URL {
public:
    URL() = default;                                         ///< none
    /// Throws ValueError for what is none, or is relative.
    explicit URL(std::string_view text);
    explicit URL(const std::string& text) : URL(std::string_view(text)) {}
    explicit URL(const char* text) : URL(std::string_view(text)) {}

    const std::string& scheme() const { return scheme_; }    ///< "http"
    const std::string& host() const { return host_; }        ///< without the brackets of an IPv6 address. Python: raw_host
    int port() const;                                        ///< the scheme's own one, if none is given; 0: nobody knows
    bool is_default_port() const;
    const std::optional<std::string>& user() const { return user_; }          ///< unquoted, as the next
    const std::optional<std::string>& password() const { return password_; }
    const std::string& raw_path() const { return path_; }    ///< begins with "/"
    std::string path() const;                                ///< unquoted
    const std::string& query_string() const { return query_; }   ///< quoted, without "?"
    MultiDict query() const;
    const std::string& fragment() const { return fragment_; }
    std::string raw_path_qs() const { return query_.empty() ? path_ : path_ + "?" + query_; }

    std::string str() const;                                 ///< all of it, quoted
    std::string origin() const;                              ///< "http://host:8080"
    std::string host_and_port() const;                       ///< "host:8080", "[::1]"; as the Host header has it
    URL with_fragment(std::string fragment) const;           ///< "": without one
    URL without_user() const;
    URL with_query(std::string_view query) const;            ///< which is quoted already
    URL extend_query(const MultiDict& more) const;           ///< adds to the query
    URL join(std::string_view reference) const;              ///< what that means on this page. Throws ValueError

    static bool is_absolute(std::string_view text);          ///< whether it names a scheme: "http://..."
    explicit operator bool() const { return !host_.empty(); }
    friend bool operator==(const URL& a, const URL& b) { return a.str() == b.str(); }
    friend bool operator==(const URL& a, std::string_view b) { return a.str() == b; }

private:
    std::string scheme_, host_, path_, query_, fragment_;
    std::optional<std::string> user_, password_;
    int port_ = 0;                                           // 0: none is given
};

/// Python: repr(url), "URL('http://host/')"
std::string repr(const URL& url);

/// A URL, or a text that should be one: what aiohttp takes where it needs a URL.
class StrOrURL {
public:
    StrOrURL(std::string text) : text_(std::move(text)) {}
    StrOrURL(const char* text) : text_(text) {}
    StrOrURL(std::string_view text) : text_(text) {}
    StrOrURL(const URL& url) : text_(url.str()) {}
    const std::string& text() const { return text_; }        ///< as it was given

private:
    std::string text_;
};

}  // namespace asyncio::http

/// @cond
// `print("{}", url)` shows what str() gives, as Python's print does.
template <>
struct fmt::formatter<asyncio::http::URL> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const asyncio::http::URL& url, Out& out) const { return fmt::formatter<std::string>::format(url.str(), out); }
};
/// @endcond
