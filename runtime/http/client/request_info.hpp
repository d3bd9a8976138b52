#pragma once
#include "../multidict.hpp"
#include "url.hpp"

namespace asyncio::http {

/// What was asked for, as it was sent. Python: aiohttp.RequestInfo
struct RequestInfo {
    URL url;                 ///< without the fragment
    std::string method;
    CIMultiDict headers;
    URL real_url;            ///< with it
    std::string str() const { return method + " " + url.str(); }
};

}  // namespace asyncio::http
