#include "url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "punycode.hpp"
#include "runtime/exceptions.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/http/percent.hpp"
#include "runtime/quoted.hpp"

namespace asyncio::http {
namespace {

constexpr std::string_view fragment_safe = "?/:@!$&'()*+,;=";
constexpr unsigned lenient = CURLU_NON_SUPPORT_SCHEME | CURLU_ALLOW_SPACE;

struct Closer {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(char* text) const { curl_free(text); }
};
using Parsed = std::unique_ptr<CURLU, Closer>;

void set_url(const Parsed& url, std::string_view text) {
    const std::string copy(text);
    const CURLUcode code = copy.find('\0') == copy.npos ? curl_url_set(url.get(), CURLUPART_URL, copy.c_str(), lenient)
                                                         : CURLUE_MALFORMED_INPUT;
    if (code == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
    if (code != CURLUE_OK) throw ValueError("Invalid URL " + asyncio::quoted(copy) + ": " + curl_url_strerror(code));
}

std::optional<std::string> part(const Parsed& url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
    return std::string(std::unique_ptr<char, Closer>(text).get());
}

std::string with_plus(std::string_view text) {
    std::string copy(text);
    for (char& c : copy)
        if (c == ' ') c = '+';
    return copy;
}

/// One side of a "name=value". A text that has "%20" in it is quoted as "%2520".
std::string quote_side(std::string_view text) {
    std::string quoted = quote(text, "?/:@!$'()*,");
    for (std::size_t at = 0; (at = quoted.find("%20", at)) != quoted.npos;) quoted.replace(at, 3, "+");
    return quoted;
}

/// Without "." and ".." (RFC 3986, 5.2.4). What of them was written as %2E libcurl has not seen.
std::string without_dots(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        path.remove_prefix(1);   // the "/"
        const std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(part.size());
        if (part == "..") out.erase(std::min(out.size(), out.rfind('/')));
        else if (part != ".") out.append("/").append(part);
        if (path.empty() && (part == "." || part == "..")) out += '/';
    }
    return out;
}

int default_port(std::string_view scheme) { return scheme == "http" ? 80 : scheme == "https" ? 443 : 0; }

}  // namespace

URL::URL(std::string_view text) {
    const Parsed url(curl_url());
    if (!url) throw std::bad_alloc();
    if (text.find(":///") != text.npos && text.find(":///") < text.find('/')) throw ValueError("Invalid URL " + asyncio::quoted(text) + ": it names no host");
    set_url(url, text);
    scheme_ = lowered(part(url, CURLUPART_SCHEME).value_or(""));
    host_ = punycode(lowered(part(url, CURLUPART_HOST).value_or("")));
    if (host_.empty()) throw ValueError("Invalid URL " + asyncio::quoted(text) + ": it names no host");
    if (host_.front() == '[') host_ = host_.substr(1, host_.size() - 2);
    const std::string port = part(url, CURLUPART_PORT).value_or("");
    if (!port.empty()) port_ = std::stoi(port);   // libcurl has checked it
    if (port_ == default_port(scheme_)) port_ = 0;
    user_ = part(url, CURLUPART_USER, CURLU_URLDECODE);
    password_ = part(url, CURLUPART_PASSWORD, CURLU_URLDECODE);
    path_ = without_dots(requote(part(url, CURLUPART_PATH).value_or("/"), path_safe));
    query_ = requote(with_plus(part(url, CURLUPART_QUERY).value_or("")), query_safe);
    fragment_ = requote(part(url, CURLUPART_FRAGMENT).value_or(""), fragment_safe);
}

int URL::port() const { return port_ ? port_ : default_port(scheme_); }
bool URL::is_default_port() const { return port_ == 0; }
std::string URL::path() const { return unquote(path_); }
MultiDict URL::query() const { return parse_query(query_); }

std::string URL::host_and_port() const {
    const std::string host = host_.find(':') == host_.npos ? host_ : "[" + host_ + "]";
    return port_ ? host + ":" + std::to_string(port_) : host;
}

std::string URL::origin() const { return scheme_ + "://" + host_and_port(); }

std::string URL::str() const {
    if (host_.empty()) return {};
    std::string text = scheme_ + "://";
    if (user_ || password_) {
        text += quote(user_.value_or(""), "");
        if (password_) text += ":" + quote(*password_, "");
        text += "@";
    }
    text += host_and_port() + raw_path_qs();
    return fragment_.empty() ? text : text + "#" + fragment_;
}

URL URL::with_fragment(std::string fragment) const {
    URL copy(*this);
    copy.fragment_ = std::move(fragment);
    return copy;
}

URL URL::without_user() const {
    URL copy(*this);
    copy.user_.reset();
    copy.password_.reset();
    return copy;
}

URL URL::with_query(std::string_view query) const {
    URL copy(*this);
    copy.query_ = query;
    return copy;
}

URL URL::extend_query(const MultiDict& more) const {
    URL copy(*this);
    for (const auto& [name, value] : more) {
        if (!copy.query_.empty()) copy.query_ += '&';
        copy.query_ += quote_side(name) + "=" + quote_side(value);
    }
    return copy;
}

URL URL::join(std::string_view reference) const {
    if (reference.empty() || reference.starts_with('#'))   // libcurl would take the path's last part off
        return without_user().with_fragment(requote(reference.substr(std::min<std::size_t>(reference.size(), 1)), fragment_safe));
    const Parsed url(curl_url());
    if (!url) throw std::bad_alloc();
    set_url(url, without_user().str());
    set_url(url, reference);
    return URL(part(url, CURLUPART_URL).value_or(""));
}

bool URL::is_absolute(std::string_view text) {
    const auto colon = text.find("://");
    return colon != text.npos && colon > 0 && is_token(text.substr(0, colon));
}

std::string repr(const URL& url) { return "URL(" + asyncio::quoted(url.str()) + ")"; }

}  // namespace asyncio::http
