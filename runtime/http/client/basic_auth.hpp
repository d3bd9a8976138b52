#pragma once
#include <string>
#include <string_view>

namespace asyncio::http {

/// A user's name and password. Python: aiohttp.BasicAuth
struct BasicAuth {
    std::string login, password = {};

    /// "Basic bmFtZTpzZWNyZXQ=". Throws ValueError for a login with a colon in it.
    std::string encode() const;
    /// Reads that. Throws ValueError.
    static BasicAuth decode(std::string_view header);
    friend bool operator==(const BasicAuth&, const BasicAuth&) = default;
};

}  // namespace asyncio::http
