#include "cookie_jar.hpp"

#include <limits>

#include "runtime/net/address.hpp"

namespace asyncio::http {
namespace {

bool is_number(const std::string& host) { return Address::numeric(host, 0).has_value(); }

bool is_domain_match(const std::string& domain, const std::string& host) {
    if (host == domain) return true;
    return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.' && !is_number(host);
}

bool is_path_match(const std::string& requested, const std::string& path) {
    if (requested == path) return true;
    return requested.starts_with(path) && (path.ends_with('/') || requested[path.size()] == '/');
}

/// The folder of a page: "/a/b" for "/a/b/c".
std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == path.npos ? "/" : path.substr(0, slash);
}

/// That many seconds from now; the last moment that there is, if that is later.
std::time_t moment_in(long seconds) {
    const std::time_t now = std::time(nullptr);
    return seconds < std::numeric_limits<std::time_t>::max() - now ? now + seconds : std::numeric_limits<std::time_t>::max();
}

}  // namespace

CookieJar::CookieJar(CookieJarOptions options) : state_(std::make_shared<State>(State{options.unsafe, {}})) {}

void CookieJar::update_cookies(const std::vector<Cookie>& cookies, const URL& url) const {
    if (url && !state_->unsafe && is_number(url.host())) return;
    for (const Cookie& cookie : cookies) keep(cookie, url);
    drop_expired();
}

void CookieJar::update_cookies(const Cookies& cookies, const URL& url) const {
    std::vector<Cookie> all;
    for (const auto& [name, value] : cookies) all.push_back({name, value, {.path = ""}});
    update_cookies(all, url);
}

void CookieJar::keep(Cookie cookie, const URL& url) const {
    CookieOptions& options = cookie.options;
    if (options.domain.ends_with('.')) options.domain.clear();
    if (options.domain.starts_with('.')) options.domain.erase(0, 1);
    const bool host_only = options.domain.empty() && url;
    if (host_only) options.domain = url.host();
    if (url && !is_domain_match(options.domain, url.host())) return;   // nobody sets cookies for others
    if (!options.path.starts_with('/')) options.path = url ? folder_of(url.path()) : "/";
    std::optional<std::time_t> expires = options.expires;
    if (options.max_age) expires = moment_in(*options.max_age);
    const Key key{options.domain, options.path, cookie.name};
    state_->kept.insert_or_assign(key, Kept{std::move(cookie), host_only, expires});
}

void CookieJar::drop_expired() const {
    const std::time_t now = std::time(nullptr);
    std::erase_if(state_->kept, [now](const auto& entry) { return entry.second.expires && *entry.second.expires <= now; });
}

bool CookieJar::goes_with(const Key& key, const Kept& kept, const URL& url) const {
    if (key.domain.empty()) return true;
    if (!state_->unsafe && is_number(url.host())) return false;
    if (kept.host_only ? key.domain != url.host() : !is_domain_match(key.domain, url.host())) return false;
    return is_path_match(url.path(), key.path) && (!kept.cookie.options.secure || url.scheme() == "https");
}

Cookies CookieJar::filter_cookies(const URL& url) const {
    drop_expired();
    Cookies cookies;
    for (const auto& [key, kept] : state_->kept)
        if (goes_with(key, kept, url)) cookies.insert_or_assign(kept.cookie.name, kept.cookie.value);
    return cookies;
}

void CookieJar::clear() const { state_->kept.clear(); }

void CookieJar::clear(const std::function<bool(const Cookie&)>& which) const {
    drop_expired();
    std::erase_if(state_->kept, [&](const auto& entry) { return which(entry.second.cookie); });
}

void CookieJar::clear_domain(const std::string& domain) const {
    clear([&](const Cookie& cookie) { return is_domain_match(domain, cookie.options.domain); });
}

std::vector<Cookie> CookieJar::cookies() const {
    drop_expired();
    std::vector<Cookie> cookies;
    for (const auto& [key, kept] : state_->kept) cookies.push_back(kept.cookie);
    return cookies;
}

}  // namespace asyncio::http
