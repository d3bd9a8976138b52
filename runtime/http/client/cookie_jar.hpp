#pragma once
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "../cookie.hpp"
#include "url.hpp"

namespace asyncio::http {

struct CookieJarOptions {
    bool unsafe = false;         ///< takes cookies from hosts that are numbers, too
};

/// The cookies of a session, and which of them go with which request (RFC 6265). Copies are the same jar.
/// Python: aiohttp.CookieJar
class CookieJar {
public:
    explicit CookieJar(CookieJarOptions options = {});

    /// Takes cookies in that a response from `url` has set; those for other domains are passed over. Without a URL they
    /// go with every request.
    void update_cookies(const std::vector<Cookie>& cookies, const URL& url = {}) const;
    void update_cookies(const Cookies& cookies, const URL& url = {}) const;
    /// Those that a request for `url` carries.
    Cookies filter_cookies(const URL& url) const;
    void clear() const;
    void clear(const std::function<bool(const Cookie&)>& which) const;
    void clear_domain(const std::string& domain) const;      ///< and those below it
    std::vector<Cookie> cookies() const;                     ///< all that have not expired. Python: iteration
    std::size_t size() const { return cookies().size(); }

private:
    struct Key {
        std::string domain, path, name;                      // domain "": goes everywhere
        auto operator<=>(const Key&) const = default;
    };
    struct Kept {
        Cookie cookie;
        bool host_only = false;                              // not for the hosts below it
        std::optional<std::time_t> expires = {};
    };
    struct State {
        bool unsafe;
        std::map<Key, Kept> kept;
    };
    void keep(Cookie cookie, const URL& url) const;
    void drop_expired() const;
    bool goes_with(const Key& key, const Kept& kept, const URL& url) const;

    std::shared_ptr<State> state_;
};

}  // namespace asyncio::http
